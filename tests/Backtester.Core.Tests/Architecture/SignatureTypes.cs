using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Backtester.Core.Tests.Architecture;

/// <summary>Collects the types that a signature names, however deep they stand in arrays, generics and pointers.</summary>
public sealed class SignatureTypes : ISignatureTypeProvider<bool, object?>
{
    private readonly Action<EntityHandle> _found;

    /// <summary>Reports each type definition and reference to <paramref name="found"/>.</summary>
    public SignatureTypes(Action<EntityHandle> found) => _found = found;

    /// <inheritdoc/>
    public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        _found(handle);
        return true;
    }

    /// <inheritdoc/>
    public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        _found(handle);
        return true;
    }

    /// <inheritdoc/>
    public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    /// <inheritdoc/>
    public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

    /// <inheritdoc/>
    public bool GetArrayType(bool elementType, ArrayShape shape) => true;

    /// <inheritdoc/>
    public bool GetSZArrayType(bool elementType) => true;

    /// <inheritdoc/>
    public bool GetByReferenceType(bool elementType) => true;

    /// <inheritdoc/>
    public bool GetPointerType(bool elementType) => true;

    /// <inheritdoc/>
    public bool GetPinnedType(bool elementType) => true;

    /// <inheritdoc/>
    public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

    /// <inheritdoc/>
    public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => true;

    /// <inheritdoc/>
    public bool GetGenericTypeParameter(object? genericContext, int index) => true;

    /// <inheritdoc/>
    public bool GetGenericMethodParameter(object? genericContext, int index) => true;

    /// <inheritdoc/>
    public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;
}

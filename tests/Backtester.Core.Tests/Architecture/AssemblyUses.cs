using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Backtester.Core.Tests.Architecture;

/// <summary>
/// Reads from a compiled assembly which type uses which: base types, interfaces, constraints, attributes, fields,
/// signatures, locals, instructions and catch clauses.
/// </summary>
public sealed class AssemblyUses
{
    private readonly MetadataReader _reader;
    private readonly PEReader _image;
    private readonly SignatureTypes _signatures;
    private readonly List<TypeUse> _uses = [];
    private TypeDefinitionHandle _user;
    private UseSite _site;
    private string? _member;

    private AssemblyUses(PEReader image)
    {
        _image = image;
        _reader = image.GetMetadataReader();
        _signatures = new SignatureTypes(Add);
    }

    /// <summary>All uses in the assembly file, those of its own types among each other included.</summary>
    public static IReadOnlyList<TypeUse> Read(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var assembly = new AssemblyUses(image);
        foreach (var type in assembly._reader.TypeDefinitions)
        {
            assembly.ReadType(type);
        }

        return assembly._uses;
    }

    /// <summary>Names (without version) of the assemblies that the file refers to.</summary>
    public static IReadOnlyList<string> AssemblyNames(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var reader = image.GetMetadataReader();
        return reader.AssemblyReferences.Select(a => reader.GetString(reader.GetAssemblyReference(a).Name)).ToList();
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        _user = handle;
        var type = _reader.GetTypeDefinition(handle);
        Visit(UseSite.BaseType, type.BaseType);
        foreach (var implementation in type.GetInterfaceImplementations())
        {
            Visit(UseSite.Interface, _reader.GetInterfaceImplementation(implementation).Interface);
        }

        ReadAttributes(type.GetCustomAttributes());
        ReadConstraints(type.GetGenericParameters());
        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            At(UseSite.Field, null);
            field.DecodeSignature(_signatures, null);
            ReadAttributes(field.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties().Select(_reader.GetPropertyDefinition))
        {
            ReadAttributes(property.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition))
        {
            At(UseSite.Signature, null);
            method.DecodeSignature(_signatures, null);
            ReadAttributes(method.GetCustomAttributes());
            ReadConstraints(method.GetGenericParameters());
            foreach (var parameter in method.GetParameters().Select(_reader.GetParameter))
            {
                ReadAttributes(parameter.GetCustomAttributes());
            }

            if (method.RelativeVirtualAddress != 0)
            {
                ReadBody(_image.GetMethodBody(method.RelativeVirtualAddress));
            }
        }
    }

    private void ReadBody(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            At(UseSite.Local, null);
            _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_signatures, null);
        }

        foreach (var region in body.ExceptionRegions)
        {
            Visit(UseSite.Catch, region.CatchType);
        }

        foreach (var token in IlTokens.Of(body))
        {
            Visit(UseSite.Body, token);
        }
    }

    private void ReadConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.SelectMany(p => _reader.GetGenericParameter(p).GetConstraints()))
        {
            Visit(UseSite.GenericConstraint, _reader.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void ReadAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
        {
            Visit(UseSite.Attribute, _reader.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void Visit(UseSite site, EntityHandle handle)
    {
        if (!handle.IsNil)
        {
            At(site, null);
            Resolve(handle);
        }
    }

    private void Resolve(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference:
                Add(handle);
                break;
            case HandleKind.TypeSpecification:
                _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_signatures, null);
                break;
            case HandleKind.MethodSpecification:
                var generic = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                generic.DecodeSignature(_signatures, null);
                Resolve(generic.Method);
                break;
            case HandleKind.MemberReference:
                ResolveReference(_reader.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodDefinition:
                var method = _reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                method.DecodeSignature(_signatures, null);
                _member = _reader.GetString(method.Name);
                Add(method.GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                var field = _reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                field.DecodeSignature(_signatures, null);
                _member = _reader.GetString(field.Name);
                Add(field.GetDeclaringType());
                break;
            case HandleKind.StandaloneSignature:
                _reader.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(_signatures, null);
                break;
            default:
                throw new InvalidDataException($"unexpected token {handle.Kind}");
        }
    }

    private void ResolveReference(MemberReference member)
    {
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            member.DecodeFieldSignature(_signatures, null);
        }
        else
        {
            member.DecodeMethodSignature(_signatures, null);
        }

        _member = _reader.GetString(member.Name);
        Resolve(member.Parent);
    }

    private void At(UseSite site, string? member) => (_site, _member) = (site, member);

    private void Add(EntityHandle used)
    {
        var (userNamespace, user) = NameOf(_user);
        var (usedNamespace, name) = NameOf(used);
        _uses.Add(new TypeUse(userNamespace, user, usedNamespace, name, _member, _site));
    }

    private (string Namespace, string Name) NameOf(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeDefinition)
        {
            var type = _reader.GetTypeDefinition((TypeDefinitionHandle)handle);
            var name = _reader.GetString(type.Name);
            return type.GetDeclaringType().IsNil ? (_reader.GetString(type.Namespace), name) : Nested(type.GetDeclaringType(), name);
        }

        var reference = _reader.GetTypeReference((TypeReferenceHandle)handle);
        var referenceName = _reader.GetString(reference.Name);
        return reference.ResolutionScope.Kind == HandleKind.TypeReference
            ? Nested((TypeReferenceHandle)reference.ResolutionScope, referenceName)
            : (_reader.GetString(reference.Namespace), referenceName);
    }

    private (string Namespace, string Name) Nested(EntityHandle outer, string name)
    {
        var (space, outerName) = NameOf(outer);
        return (space, outerName + "+" + name);
    }
}

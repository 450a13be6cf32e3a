using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Backtester.Core.Tests.Architecture;

/// <summary>Walks the instructions of a method body and gives the metadata tokens that they carry (ECMA-335, III.1.9).</summary>
public static class IlTokens
{
    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes)
        .GetFields()
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value, o => o.OperandType);

    /// <summary>Every type, method, field and signature handle named by the body, in order.</summary>
    /// <exception cref="InvalidDataException">An instruction is not known.</exception>
    public static IEnumerable<EntityHandle> Of(MethodBodyBlock body)
    {
        var handles = new List<EntityHandle>();
        var il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            int first = il.ReadByte();
            var code = first == 0xFE ? unchecked((short)(0xFE00 | il.ReadByte())) : (short)first;
            if (!Operands.TryGetValue(code, out var operand))
            {
                throw new InvalidDataException($"unknown instruction 0x{code:X}");
            }

            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineSig)
            {
                handles.Add(MetadataTokens.EntityHandle(il.ReadInt32()));
            }
            else if (operand == OperandType.InlineSwitch)
            {
                var targets = il.ReadInt32();
                il.Offset += targets * sizeof(int);
            }
            else
            {
                il.Offset += Size(operand);
            }
        }

        return handles;
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR => 4,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => throw new InvalidDataException($"unknown operand {operand}"),
    };
}

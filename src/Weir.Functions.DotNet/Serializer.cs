using System.Reflection;
using System.Text.Json;

namespace Weir.Functions.DotNet;

/// <summary>
/// Makes a handler's input of an event, and an answer of its output: with the serializer that its assembly names
/// (<c>[assembly: LambdaSerializer(…)]</c>), else with System.Text.Json. Streams go through as they are.
/// </summary>
internal sealed class Serializer
{
    private const string AttributeName = "LambdaSerializerAttribute";

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web);

    private readonly object? _own;

    private Serializer(object? own) => _own = own;

    /// <summary>The serializer of a handler's method.</summary>
    public static Serializer Of(MethodInfo method)
    {
        var named = method.GetCustomAttributesData()
            .Concat(method.DeclaringType!.GetCustomAttributesData())
            .Concat(method.DeclaringType.Assembly.GetCustomAttributesData())
            .FirstOrDefault(a => a.AttributeType.Name == AttributeName);
        return new Serializer(named?.ConstructorArguments is [{ Value: Type type }, ..] ? Activator.CreateInstance(type) : null);
    }

    /// <summary>An input of an event.</summary>
    public object? Read(byte[] @event, Type type)
    {
        if (type == typeof(Stream))
        {
            return new MemoryStream(@event);
        }

        return _own is null
            ? JsonSerializer.Deserialize(@event, type, Plain)
            : Generic("Deserialize", type).Invoke(_own, [new MemoryStream(@event)]);
    }

    /// <summary>An answer of an output.</summary>
    public byte[] Write(object? output, Type type)
    {
        using var answer = new MemoryStream();
        if (output is Stream stream)
        {
            stream.CopyTo(answer);
        }
        else if (_own is null)
        {
            JsonSerializer.Serialize(answer, output, output?.GetType() ?? type, Plain);
        }
        else
        {
            Generic("Serialize", type).Invoke(_own, [output, answer]);
        }

        return answer.ToArray();
    }

    private MethodInfo Generic(string name, Type type) =>
        _own!.GetType().GetMethods().First(m => m.Name == name && m.IsGenericMethodDefinition).MakeGenericMethod(type);
}

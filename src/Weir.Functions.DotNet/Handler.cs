using System.Reflection;
using System.Runtime.Loader;

namespace Weir.Functions.DotNet;

/// <summary>The method that a function's handler names: <c>Assembly::Namespace.Class::Method</c>.</summary>
internal sealed class Handler
{
    private readonly object? _target;
    private readonly MethodInfo _method;
    private readonly Serializer _serializer;

    private Handler(object? target, MethodInfo method, Serializer serializer) => (_target, _method, _serializer) = (target, method, serializer);

    /// <summary>Loads the assembly and makes the object.</summary>
    /// <exception cref="Exception">Whatever is wrong with it.</exception>
    public static Handler Load(string folder, string handler)
    {
        if (handler.Split("::") is not [var assembly, var type, var method])
        {
            throw new ArgumentException($"The handler '{handler}' is not Assembly::Namespace.Class::Method.");
        }

        var path = Path.Combine(folder, assembly + ".dll");
        var dependencies = new AssemblyDependencyResolver(path);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            dependencies.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            dependencies.ResolveUnmanagedDllToPath(name) is { } found ? System.Runtime.InteropServices.NativeLibrary.Load(found) : 0;
        var declaring = AssemblyLoadContext.Default.LoadFromAssemblyPath(path).GetType(type)
            ?? throw new TypeLoadException($"There is no class '{type}' in the assembly '{assembly}'.");
        var methods = declaring.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).Where(m => m.Name == method).ToList();
        if (methods is not [var called] || called.GetParameters().Length > 2)
        {
            throw new MissingMethodException($"The class '{type}' has {methods.Count} public methods '{method}'; one is wanted, with an input and a context at most.");
        }

        return new Handler(called.IsStatic ? null : Activator.CreateInstance(declaring), called, Serializer.Of(called));
    }

    /// <summary>Takes one event through it.</summary>
    /// <returns>The answer, as JSON.</returns>
    public async Task<byte[]> InvokeAsync(byte[] @event, InvocationContext context)
    {
        var parameters = _method.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            // The input comes first, and an interface behind it is the context; what is called …Context is that wherever it stands.
            arguments[i] = IsContext(parameters[i].ParameterType, i) ? ContextProxy.Of(parameters[i].ParameterType, context) : _serializer.Read(@event, parameters[i].ParameterType);
        }

        var returned = _method.Invoke(_target, arguments);
        var type = _method.ReturnType;
        if (returned is ValueTask valueTask)
        {
            (returned, type) = (valueTask.AsTask(), typeof(Task));
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            returned = type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null);
            type = typeof(Task<>).MakeGenericType(type.GetGenericArguments());
        }

        if (returned is Task task)
        {
            await task;
            return type.IsGenericType ? _serializer.Write(type.GetProperty("Result")!.GetValue(task), type.GetGenericArguments()[0]) : "null"u8.ToArray();
        }

        return type == typeof(void) ? "null"u8.ToArray() : _serializer.Write(returned, type);
    }

    private static bool IsContext(Type type, int place) => type.IsInterface && (place == 1 || type.Name.EndsWith("Context", StringComparison.Ordinal));
}

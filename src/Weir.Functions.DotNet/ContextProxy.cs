using System.Reflection;

namespace Weir.Functions.DotNet;

/// <summary>
/// Stands for whatever interface a handler's context is, such as <c>ILambdaContext</c>: the function brings its own copy of
/// Amazon.Lambda.Core, or none, so that nothing of it can be known here.
/// </summary>
#pragma warning disable CA1852 // The runtime derives from it.
internal class ContextProxy : DispatchProxy
#pragma warning restore CA1852
{
    private InvocationContext? _context;

    /// <summary>An object with an interface.</summary>
    public static object Of(Type type, InvocationContext context)
    {
        var proxy = Create(type, typeof(ContextProxy));
        ((ContextProxy)proxy)._context = context;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var name = targetMethod!.Name;
        var type = targetMethod.ReturnType;
        if (!name.StartsWith("get_", StringComparison.Ordinal))
        {
            // A logger: Log(…), LogLine(…), LogInformation(…).
            if (name.StartsWith("Log", StringComparison.Ordinal) && args is { Length: > 0 })
            {
                Console.Out.WriteLine(string.Join(' ', args.Where(a => a is string)));
            }

            return Default(type);
        }

        var value = _context!.Get(name[4..]);
        return value is not null && type.IsInstanceOfType(value) ? value : type.IsInterface && HasOwn(name) ? Of(type, _context) : Default(type);
    }

    /// <summary>Whether a member is an interface of the function's own as well: its logger, and what the caller tells.</summary>
    private bool HasOwn(string getter) => getter == "get_Logger" || (getter == "get_ClientContext" && _context!.Custom is not null);

    private static object? Default(Type type) => type.IsValueType && type != typeof(void) ? Activator.CreateInstance(type) : null;
}

namespace Weir.Functions;

/// <summary>What runs a function.</summary>
public enum FunctionRuntime
{
    /// <summary>CPython: <c>module.function(event, context)</c>.</summary>
    Python3,

    /// <summary>Node.js: <c>module.function(event, context)</c>, as CommonJS or as an ES module.</summary>
    Node,

    /// <summary>.NET: <c>Assembly::Namespace.Class::Method</c> of a project, or <c>Class::Method</c> of a single file.</summary>
    DotNet,

    /// <summary>An executable called <c>bootstrap</c> that speaks the Lambda Runtime API.</summary>
    Provided,
}

using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>The keys beside <c>function</c> and <c>shell</c>: what code of the user's is given and leaves.</summary>
internal static class CodeKeys
{
    /// <summary>What goes in.</summary>
    public static Key<HandlebarsTemplate> From { get; } = new(
        "from",
        "An object, as bucket/key, that the code gets as a file: of a function `client_context.custom` has its path under `from`, of a command `WEIR_FROM`.",
        ObjectTemplates.Object)
    {
        Example = "\"{{event.bucket}}/{{event.key}}\"",
    };

    /// <summary>What comes out.</summary>
    public static Key<HandlebarsTemplate> To { get; } = new(
        "to",
        "The prefix, as bucket/prefix/, below which the files land that the code leaves in a folder: `client_context.custom` has its path under `to`, "
        + "and `WEIR_TO` for a command.",
        ObjectTemplates.Prefix)
    {
        Example = "curated/",
    };

    /// <summary>Variables of its own.</summary>
    public static Key<IReadOnlyDictionary<string, HandlebarsTemplate>> Env { get; } = new(
        "env", "Environment variables for the command of `shell`, or for a process of the `function`, by name: beside those that the function has always. A value that comes from outside is safe here, whatever it is.", EnvKeys.OfStep)
    {
        Example = "{ ORDER: \"{{event.key}}\" }",
    };

    /// <summary>The variables that a step has.</summary>
    public static IReadOnlyDictionary<string, Template> EnvIn(Fields fields) =>
        fields.TryGet(Env, out var env) ? env.ToDictionary(variable => variable.Key, Template (variable) => variable.Value) : new Dictionary<string, Template>();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Key> All { get; } = [From, To, Env];
}

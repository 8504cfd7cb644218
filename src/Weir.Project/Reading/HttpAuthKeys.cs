using Weir.Http;
using Weir.Project.Expressions;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys of <c>auth</c>: who makes a request.</summary>
internal static class HttpAuthKeys
{
    private static readonly Key<HandlebarsTemplate> User = new("user", "The user.", TextTemplates.OfStep("a user")) { IsRequired = true, Example = "weir" };

    private static readonly Key<HandlebarsTemplate> Password = new("password", "The password, by a template.", TextTemplates.OfStep("a password"))
    {
        IsRequired = true,
        Example = "\"{{steps.login.outputs.body.password}}\"",
    };

    private static readonly Key<HttpAuth> Basic = new(
        "basic", "A user and a password.", new RecordShape<HttpAuth>([User, Password], (f, _) => new HttpAuth.Basic(f.Get(User), f.Get(Password))));

    private static readonly Key<HandlebarsTemplate> Bearer = new("bearer", "A token, by a template.", TextTemplates.OfStep("a token"))
    {
        Example = "\"{{steps.login.outputs.body.access_token}}\"",
    };

    /// <summary>The key.</summary>
    public static Key<HttpAuth> Key { get; } = new(
        "auth",
        "Who asks. It does not go to another host, wherever the answer leads.",
        new RecordShape<HttpAuth>(
            [Basic, Bearer],
            (fields, _) => fields.TryGet(Basic, out var basic) ? basic : new HttpAuth.Bearer(fields.Get(Bearer)))
        {
            ExactlyOneOf = [Basic, Bearer],
        });
}

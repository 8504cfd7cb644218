using System.Diagnostics.CodeAnalysis;

using Weir.Http;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys that say where HTTP requests are heard and answered.</summary>
internal static class ServerKeys
{
    private static readonly Key<ListenAddress> Listen = new(
        "listen",
        "The address and the port on which `weir up` hears requests of triggers with `http`. Only this machine reaches 127.0.0.1.",
        new ScalarShape<ListenAddress>(new Description("string", "an address and a port such as 127.0.0.1:7474"), TryRead))
    {
        Default = ListenAddress.Default.ToString(),
        Example = "0.0.0.0:8080",
    };

    private static readonly Key<ListenAddress> Web = new(
        "web",
        "The address and the port of the dashboard and the API. Only this machine reaches 127.0.0.1.",
        new ScalarShape<ListenAddress>(new Description("string", "an address and a port such as 127.0.0.1:7475"), TryRead))
    {
        Default = "127.0.0.1:7475, or another port where that one is taken",
        Example = "127.0.0.1:8081",
    };

    private static readonly Key<IReadOnlyList<string>> Hosts = new(
        "hosts",
        "The names by which senders and browsers reach it, for the dashboard, the API and triggers without `auth`: a request for another name is refused. Addresses and `localhost` always are fine.",
        new OneOrMoreShape<string>("name", Scalars.Text("the name of a host")))
    {
        Example = "[weir.example.org]",
    };

    /// <summary>The key.</summary>
    public static Key<ServerDefinition> Key { get; } = new(
        "server",
        "Where HTTP requests are heard, and where the dashboard and the API are.",
        new RecordShape<ServerDefinition>([Listen, Web, Hosts], (fields, _) => new ServerDefinition
        {
            Listen = fields.Get(Listen, ListenAddress.Default),
            Web = fields.TryGet(Web, out var web) ? web : null,
            Hosts = fields.Get(Hosts, []),
        })
        { MayBeNothing = true });

    private static bool TryRead(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ListenAddress value)
    {
        var good = ListenAddress.TryParse(scalar.Text, out value);
        if (!good)
        {
            reading.Wrong(scalar, "WEIR2326", $"{reading.Label} is '{scalar.Text}', which is no address and port.", ListenAddress.Hint);
        }

        return good;
    }
}

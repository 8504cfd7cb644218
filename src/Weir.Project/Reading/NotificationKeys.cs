using System.Diagnostics.CodeAnalysis;
using System.Globalization;

using Weir.Notifications;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>The ways to reach a person: the keys of <c>on_failure</c>, of an alarm's <c>notify</c> and of the step of that name.</summary>
internal static class NotificationKeys
{
    private static readonly ScalarShape<HandlebarsTemplate> Url = new(
        new Description("string", "an address with http:// or https://"),
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value) =>
            TextTemplates.Fixed("an address").TryRead(scalar, reading, out value) && CheckUrl(value, scalar, reading));

    private static readonly Key<HandlebarsTemplate> SlackWebhook = new(
        "webhook", "The address of the incoming webhook that Slack gave for the channel. It is a secret: nothing shows it.", Url)
    {
        IsRequired = true,
        Example = "https://hooks.slack.com/services/…",
    };

    private static readonly Key<HandlebarsTemplate> WebhookUrl = new("url", "Where the JSON is posted to. Nothing shows it.", Url)
    {
        IsRequired = true,
        Example = "https://example.org/alerts",
    };

    private static readonly Key<IReadOnlyDictionary<string, HandlebarsTemplate>> Headers = new(
        "headers",
        "Headers of the request, by name.",
        new MapShape<HandlebarsTemplate>("header", TextTemplates.Fixed("a header"), CheckHeader))
    {
        Example = "{ Authorization: \"Bearer …\" }",
    };

    private static readonly Key<NotificationChannel.Slack> Slack = new(
        "slack",
        "A message in a channel of Slack, or of another chat that takes Slack's JSON.",
        new RecordShape<NotificationChannel.Slack>([SlackWebhook], (fields, _) => new NotificationChannel.Slack(fields.Get(SlackWebhook))));

    private static readonly Key<NotificationChannel.Webhook> Webhook = new(
        "webhook",
        "A POST of JSON to an address.",
        new RecordShape<NotificationChannel.Webhook>(
            [WebhookUrl, Headers],
            (fields, _) => new NotificationChannel.Webhook(
                fields.Get(WebhookUrl),
                fields.TryGet(Headers, out var headers) ? [.. headers.Select(header => KeyValuePair.Create<string, Template>(header.Key, header.Value))] : [])));

    private static readonly Key<NotificationChannel.Email> Email = new("email", "A letter.", EmailKeys.Shape);

    private static readonly Key<string> Command = new(
        "command", "A command of the shell, which gets the same JSON as a webhook on standard input.", Scalars.Text("a command"))
    {
        Example = "./tell.sh",
    };

    private static readonly Key<string> Name = new(
        "name", "What it is called where deliveries to it are shown, unique in its list.", Names.Shape("a name", Names.AnyCase, "WEIR2203"))
    {
        Default = "the kind, such as `slack`; with its place in the list when there are several of a kind",
    };

    /// <summary>The keys of which one says how.</summary>
    public static IReadOnlyList<Key> Channels { get; } = [Slack, Webhook, Email, Command];

    private static readonly ListShape<NotificationTarget> List = new(
        "notification",
        new RecordShape<NotificationTarget>([.. Channels, Name], (fields, _) => new NotificationTarget(fields.Get(Name, ""), ChannelOf(fields)))
        {
            ExactlyOneOf = [.. Channels],
        });

    /// <summary>Who is told.</summary>
    public static Shape<IReadOnlyList<NotificationTarget>> Targets { get; } =
        new MappedShape<IReadOnlyList<ListShape<NotificationTarget>.Item>, IReadOnlyList<NotificationTarget>>(
            new CheckedShape<IReadOnlyList<ListShape<NotificationTarget>.Item>>(List, CheckNames), items => [.. items.Select(item => item.Value with { Name = NameOf(item, items) })]);

    /// <summary>Who is told of failures of the whole project.</summary>
    public static Key<IReadOnlyList<NotificationTarget>> OfProject { get; } = new(
        "on_failure",
        "Who is told when a run, a load or a reconciliation is given up, or a file cannot be loaded: one message for each failure, and none for a retry.",
        Targets)
    {
        Default = "nobody",
        Example = "[{ slack: { webhook: \"https://hooks.slack.com/services/…\" } }]",
    };

    /// <summary>Who is told of failures of a pipeline.</summary>
    public static Key<IReadOnlyList<NotificationTarget>> OfPipeline { get; } = new(
        "on_failure", "Who is told when a run of the pipeline is given up.", Targets)
    {
        Default = "those of the project's `on_failure`",
    };

    /// <summary>How something is told, of fields of which one says it.</summary>
    public static NotificationChannel ChannelOf(Fields fields) => fields switch
    {
        _ when fields.TryGet(Slack, out var slack) => slack,
        _ when fields.TryGet(Webhook, out var webhook) => webhook,
        _ when fields.TryGet(Email, out var email) => email,
        _ => new NotificationChannel.Command(fields.Get(Command)),
    };

    /// <summary>The first of a kind is called by the kind alone, so that adding others renames none.</summary>
    private static string NameOf(ListShape<NotificationTarget>.Item item, IReadOnlyList<ListShape<NotificationTarget>.Item> all)
    {
        if (item.Value.Name.Length > 0)
        {
            return item.Value.Name;
        }

        var kind = item.Value.Channel.Kind;
        return all.First(other => other.Value.Name.Length == 0 && other.Value.Channel.Kind == kind) == item
            ? kind
            : string.Create(CultureInfo.InvariantCulture, $"{kind}-{item.Number}");
    }

    private static void CheckNames(IReadOnlyList<ListShape<NotificationTarget>.Item> items, YamlNode node, ReadingContext reading)
    {
        foreach (var twin in items.GroupBy(item => NameOf(item, items), StringComparer.OrdinalIgnoreCase).SelectMany(same => same.Skip(1)))
        {
            reading.Wrong(twin.Node, "WEIR2206", $"{reading.Label} has two entries called '{NameOf(twin, items)}'.", "Give one of the two another name.");
        }
    }

    /// <summary>The address is a secret, so no message repeats it.</summary>
    private static bool CheckUrl(HandlebarsTemplate url, YamlNode.Scalar scalar, ReadingContext reading)
    {
        var fits = !url.IsLiteral || LiteralChecks.IsAddress(url.Text);
        if (!fits)
        {
            reading.Wrong(scalar, "WEIR2910", $"{reading.Label} is no address of the web.", "Write all of it, with https:// at its beginning.");
        }

        return fits;
    }

    private static void CheckHeader(YamlNode.Scalar name, ReadingContext reading)
    {
        if (name.Text.Length == 0 || name.Text.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !"!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal)))
        {
            reading.Wrong(name, "WEIR2910", $"'{name.Text}' cannot be the name of a header.", "Use letters, digits and '-'.");
        }
    }
}

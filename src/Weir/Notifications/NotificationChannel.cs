using Weir.Templates;

namespace Weir.Notifications;

/// <summary>A way to reach a person. A closed family. Addresses are templates, for a secret may be in them: they reach no output.</summary>
public abstract record NotificationChannel
{
    private NotificationChannel()
    {
    }

    /// <summary>The word that starts it in a project file, such as <c>slack</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>A message in a channel of Slack, or of what takes the same JSON.</summary>
    /// <param name="Url">The address of the incoming webhook.</param>
    public sealed record Slack(Template Url) : NotificationChannel
    {
        /// <inheritdoc/>
        public override string Kind => "slack";
    }

    /// <summary>A POST of JSON.</summary>
    /// <param name="Url">Where to.</param>
    /// <param name="Headers">What else the request says of itself, by name.</param>
    public sealed record Webhook(Template Url, IReadOnlyList<KeyValuePair<string, Template>> Headers) : NotificationChannel
    {
        /// <inheritdoc/>
        public override string Kind => "webhook";
    }

    /// <summary>A letter.</summary>
    /// <param name="From">Whose it is.</param>
    /// <param name="To">Who gets it. At least one.</param>
    /// <param name="Server">What sends it.</param>
    public sealed record Email(string From, IReadOnlyList<string> To, SmtpServer Server) : NotificationChannel
    {
        /// <inheritdoc/>
        public override string Kind => "email";
    }

    /// <summary>A command of the shell, which gets the notification as JSON on standard input.</summary>
    /// <param name="Line">It, as one would type it.</param>
    public sealed record Command(string Line) : NotificationChannel
    {
        /// <inheritdoc/>
        public override string Kind => "command";
    }
}

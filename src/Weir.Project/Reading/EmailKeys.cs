using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

using Weir.Notifications;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of a letter.</summary>
internal static class EmailKeys
{
    private static readonly ScalarShape<string> Address = new(new Description("string", "an address such as ops@example.org"), TryReadAddress);

    private static readonly Key<IReadOnlyList<string>> To = new(
        "to",
        "Who gets it: an address, or several.",
        new EitherShape<IReadOnlyList<string>>(
            new MappedShape<string, IReadOnlyList<string>>(Address, address => [address]),
            new MappedShape<IReadOnlyList<ListShape<string>.Item>, IReadOnlyList<string>>(
                new ListShape<string>("address", Address), items => [.. items.Select(item => item.Value)])))
    {
        IsRequired = true,
        Example = "ops@example.org",
    };

    private static readonly Key<string> From = new("from", "Whose letter it is.", Address) { IsRequired = true, Example = "weir@example.org" };

    private static readonly Key<string> Host = new("host", "The server's name or address.", Scalars.Text("a host"))
    {
        IsRequired = true,
        Example = "smtp.example.org",
    };

    private static readonly Key<int> Port = new("port", "The server's port, where TLS is begun with STARTTLS.", Scalars.Integer(1, 65_535)) { Default = "587" };

    private static readonly Key<bool> Tls = new("tls", "Whether the letter goes over TLS. Without it, everybody on the way can read it.", Scalars.Boolean)
    {
        Default = "true",
    };

    private static readonly Key<HandlebarsTemplate> User = new("user", "Who sends.", TextTemplates.Fixed("the name of a user"))
    {
        Default = "nobody is asked to prove it",
    };

    private static readonly Key<HandlebarsTemplate> Password = new("password", "The password of `user`.", TextTemplates.Fixed("a password"));

    private static readonly Key<SmtpServer> Smtp = new(
        "smtp", "What sends it.", new RecordShape<SmtpServer>([Host, Port, Tls, User, Password], Build))
    {
        IsRequired = true,
        Example = "{ host: smtp.example.org }",
    };

    /// <summary>A letter.</summary>
    public static RecordShape<NotificationChannel.Email> Shape { get; } = new(
        [To, From, Smtp], (fields, _) => new NotificationChannel.Email(fields.Get(From), fields.Get(To), fields.Get(Smtp)));

    private static SmtpServer Build(Fields fields, ReadingContext reading)
    {
        if (fields.Has(User) != fields.Has(Password))
        {
            reading.Wrong(
                fields.Map, "WEIR2912", $"{reading.Label} has one of 'user' and 'password' and lacks the other.", "Write both, or none of them.");
        }

        return new SmtpServer(fields.Get(Host), fields.Get(Port, 587))
        {
            UsesTls = fields.Get(Tls, true),
            User = fields.TryGet(User, out var user) ? user : null,
            Password = fields.TryGet(Password, out var password) ? password : null,
        };
    }

    private static bool TryReadAddress(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        var fits = MailAddress.TryCreate(value, out _) && !value.Any(char.IsControl);
        if (!fits)
        {
            reading.Wrong(scalar, "WEIR2911", $"{reading.Label} is '{value}', which is no address.", "Write one such as ops@example.org.");
        }

        return fits;
    }
}

using System.Net;
using System.Text;
using System.Text.Json;

using FsCheck;
using FsCheck.Fluent;

using Weir.Engine.Secrets;
using Weir.Failures;

namespace Weir.Tests.Engine.Secrets;

/// <summary>What is known of a secret is found in whatever a program makes of it.</summary>
public class MasksTests
{
    private const string Key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nx+/w0rd==\n-----END KEY-----\n";

    public static TheoryData<string, string> Forms
    {
        get
        {
            var forms = new TheoryData<string, string>();
            foreach (var secret in (string[])["hunter2", "p@ss \"word\"/+=é\\\t€", "a:b&c=d%20?#[]{}'<>", Key, "🔑🔑🔑 key", "x\r\nsecond line\r\n"])
            {
                foreach (var name in Written(secret).Keys)
                {
                    forms.Add(secret, name);
                }
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_hidden_in_every_form(string secret, string form)
    {
        var masks = new Masks();
        masks.Add(secret);
        var written = Written(secret)[form];

        var hidden = masks.Hide($"before {written} after");

        Assert.Contains(Masks.Mask, hidden, StringComparison.Ordinal);
        Assert.StartsWith("before ", hidden, StringComparison.Ordinal);
        Assert.EndsWith(" after", hidden, StringComparison.Ordinal);
        Assert.DoesNotContain(written.Trim(), hidden, StringComparison.Ordinal);
        foreach (var line in secret.Split('\n').Select(line => line.Trim()).Where(line => line.Length > Masks.Shortest))
        {
            Assert.DoesNotContain(line, hidden, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_secret_within_other_text_is_hidden_in_base64_at_every_place()
    {
        var masks = new Masks();
        masks.Add("correct horse battery");
        foreach (var before in Enumerable.Range(0, 9).Select(length => new string('u', length)))
        {
            foreach (var after in Enumerable.Range(0, 4).Select(length => new string('v', length)))
            {
                var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + "correct horse battery" + after));

                var left = masks.Hide(text).Replace(Masks.Mask, "", StringComparison.Ordinal);

                Assert.True(left.Length <= (((before.Length + 2) * 4 / 3) + ((after.Length + 2) * 4 / 3) + 4), $"{before} {after}: {masks.Hide(text)}");
            }
        }
    }

    [Fact]
    public void No_secret_of_any_text_is_left_in_what_tools_write() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyString>().Filter(text => text.Get.Trim().Length > Masks.Shortest && IsText(text.Get)),
        ArbMap.Default.ArbFor<NonNull<string>>().Filter(text => IsText(text.Get)),
        (secret, around) =>
        {
            var masks = new Masks();
            masks.Add(secret.Get);
            var json = JsonSerializer.Serialize(around.Get + secret.Get + around.Get);
            return !masks.Hide(around.Get + secret.Get + around.Get).Replace(Masks.Mask, "\uFFFF", StringComparison.Ordinal).Contains(secret.Get, StringComparison.Ordinal)
                && !masks.Hide(json).Replace(Masks.Mask, "\uFFFF", StringComparison.Ordinal).Contains(JsonSerializer.Serialize(secret.Get)[1..^1], StringComparison.Ordinal)
                && !masks.Hide(Uri.EscapeDataString(secret.Get)).Contains(Uri.EscapeDataString(secret.Get), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Secrets_that_overlap_are_hidden_whole()
    {
        var masks = new Masks();
        masks.Add("abcdef");
        masks.Add("defghi");
        masks.Add("abcd");

        Assert.Equal("<***>", masks.Hide("<abcdefghi>"));
    }

    [Fact]
    public void What_is_short_is_not_hidden_and_what_has_no_secret_is_the_same_text()
    {
        var masks = new Masks();
        masks.Add("abc");
        Assert.True(masks.IsEmpty);
        masks.Add("hunter2");
        var text = new string('x', 100);

        Assert.Same(text, masks.Hide(text));
        Assert.Equal("abc", masks.Hide("abc"));
        Assert.Null(masks.Hide((string?)null));
    }

    [Fact]
    public void A_failure_tells_no_secret()
    {
        var masks = new Masks();
        masks.Add("hunter2");

        Assert.Equal(new Failure("WEIR1", "no *** here", "try ***"), masks.Hide(new Failure("WEIR1", "no hunter2 here", "try hunter2")));
    }

    [Theory]
    [InlineData("""{"a":"hunter2","n":12345,"hunter2":[true,null,1.5,"\u0068unter2"]}""", """{"a":"***","n":"***","***":[true,null,1.5,"***"]}""")]
    [InlineData("""{"a":"fine\\n"}""", """{"a":"fine\\n"}""")]
    [InlineData("\"\\ud800 hunter2\"", "\"\\ud800 ***\"")]
    [InlineData("no json hunter2 \\", "no json *** \\")]
    public void Json_without_secrets_is_still_json(string json, string expected)
    {
        var masks = new Masks();
        masks.Add("hunter2");
        masks.Add("12345");

        Assert.Equal(expected, masks.Hide(json, default));
    }

    private static bool IsText(string text) => text.All(letter => letter != '\0') && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static Dictionary<string, string> Written(string secret) => new()
    {
        ["plain"] = secret,
        ["trimmed"] = secret.Trim(),
        ["json"] = JsonSerializer.Serialize(secret)[1..^1],
        ["json of python"] = Python(secret),
        ["json in json"] = JsonSerializer.Serialize(JsonSerializer.Serialize(secret, Relaxed), Relaxed)[3..^3],
        ["url"] = Uri.EscapeDataString(secret),
        ["form"] = WebUtility.UrlEncode(secret),
        ["url in small letters"] = System.Text.RegularExpressions.Regex.Replace(Uri.EscapeDataString(secret), "%[0-9A-F]{2}", match => match.Value.ToLowerInvariant()),
        ["base64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='),
        ["base64url"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ["base64 in lines"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret), Base64FormattingOptions.InsertLineBreaks).TrimEnd('='),
        ["indented"] = secret.Replace("\n", "\n    ", StringComparison.Ordinal),
    };

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Python(string text) => string.Concat(text.Select(letter => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        > '~' => $"\\u{(int)letter:x4}",
        _ => letter.ToString(),
    }));
}

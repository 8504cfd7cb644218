using System.Text.RegularExpressions;

namespace Weir.Cli.Scanning;

/// <summary>The kinds of secrets that are looked for. Of those that fit at one place the first one is told.</summary>
internal static partial class SecretRules
{
    /// <summary>Beyond it a line is no line that somebody wrote, and all of it looks random.</summary>
    private const int WrittenLine = 2_000;

    public static IReadOnlyList<SecretRule> All { get; } =
    [
        new("private-key", "A private key begins", PrivateKey),
        new("aws-access-key", "The id of an access key of AWS", AwsAccessKey),
        new("aws-secret-key", "A secret access key of AWS", AwsSecretKey) { IsLikely = Randomness.IsHigh },
        new("github-token", "A token of GitHub", GitHubToken),
        new("gitlab-token", "A token of GitLab", GitLabToken),
        new("slack-token", "A token of Slack", SlackToken),
        new("slack-webhook", "The address of a webhook of Slack", SlackWebhook),
        new("google-api-key", "An API key of Google", GoogleKey),
        new("stripe-key", "A live key of Stripe", StripeKey),
        new("npm-token", "A token of npm", NpmToken),
        new("jwt", "A signed token (JWT)", Jwt),
        new("weir-key", "A key of encrypted secrets", WeirKey),
        new("url-password", "A URL with a password", UrlPassword) { IsLikely = IsNoPlaceholder, LongestLine = WrittenLine },
        new("connection-string", "A connection string with a password", ConnectionString) { IsLikely = IsNoPlaceholder, LongestLine = WrittenLine },
        new("assignment", "What looks like a password, a token or a key", Assignment)
        {
            IsLikely = value => IsNoPlaceholder(value) && IsNoCode(value) && Randomness.IsMixed(value),
            LongestLine = WrittenLine,
        },
    ];

    private static bool IsNoPlaceholder(string value) => !Placeholder.IsMatch(value) && value.Distinct().Count() > 3;

    private static bool IsNoCode(string value) => !Code.IsMatch(value);

    [GeneratedRegex(@"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey { get; }

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex AwsAccessKey { get; }

    [GeneratedRegex(
        @"aws[\w.-]{0,30}(?:secret|key)[\w.-]{0,30}[""']?\s*[:=]\s*[""']?(?<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AwsSecretKey { get; }

    [GeneratedRegex(@"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})\b", RegexOptions.CultureInvariant)]
    private static partial Regex GitHubToken { get; }

    [GeneratedRegex(@"\bglpat-[A-Za-z0-9_-]{20,255}", RegexOptions.CultureInvariant)]
    private static partial Regex GitLabToken { get; }

    [GeneratedRegex(@"\bxox[abeoprs]-[A-Za-z0-9-]{10,255}", RegexOptions.CultureInvariant)]
    private static partial Regex SlackToken { get; }

    [GeneratedRegex(@"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/]{20,255}", RegexOptions.CultureInvariant)]
    private static partial Regex SlackWebhook { get; }

    [GeneratedRegex(@"\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant)]
    private static partial Regex GoogleKey { get; }

    [GeneratedRegex(@"\b[sr]k_live_[A-Za-z0-9]{20,255}", RegexOptions.CultureInvariant)]
    private static partial Regex StripeKey { get; }

    [GeneratedRegex(@"\bnpm_[A-Za-z0-9]{36}\b", RegexOptions.CultureInvariant)]
    private static partial Regex NpmToken { get; }

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,4000}", RegexOptions.CultureInvariant)]
    private static partial Regex Jwt { get; }

    [GeneratedRegex(@"\bweirkey_[A-Za-z0-9+/]{43}=", RegexOptions.CultureInvariant)]
    private static partial Regex WeirKey { get; }

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@'""<>]{0,100}:(?<value>[^\s@'""/]{3,200})@[\w.\[-]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex UrlPassword { get; }

    [GeneratedRegex(
        @"(?:server|host|data source|user id|uid|user|username|database)\s*=[^;""']{1,200};(?:[^;""']{1,200};){0,10}\s*(?:password|pwd)\s*=\s*(?<value>[^;""'\s]{3,200})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionString { get; }

    [GeneratedRegex(
        @"(?:passw(?:or)?d|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)[\w.-]{0,30}[""']?\s*(?::=|=>|[:=])\s*[""']?(?<value>[^\s""',;#]{8,200})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Assignment { get; }

    [GeneratedRegex(
        @"\{\{|\$\{|\$\(|%\(|<|\*\*\*|\.\.\.|…|example|changeme|change[_-]me|placeholder|dummy|redacted|your[_-]|xxxx|^(?:password|passwd|pass|secret|token|pwd|user)$|^[$%{<]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder { get; }

    /// <summary>Calls and the like, and names of things: paths, and members of objects.</summary>
    [GeneratedRegex(@"[()\[\]{}<>$*|`]|^(?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*$|^[./~][\w./-]*$|^\w+(?:/[\w.-]+)+$|^https?://", RegexOptions.CultureInvariant)]
    private static partial Regex Code { get; }
}

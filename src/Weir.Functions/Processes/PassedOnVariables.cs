namespace Weir.Functions.Processes;

/// <summary>The environment variables of Weir's own that code of the user's sees.</summary>
internal static class PassedOnVariables
{
    /// <summary>All else may hold secrets that are none of that code's business.</summary>
    private static readonly string[] Names =
    [
        "PATH", "HOME", "USER", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "HTTP_PROXY", "HTTPS_PROXY",
        "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "DOTNET_ROOT", "PYENV_ROOT", "PYENV_VERSION", "NVM_DIR", "AWS_REGION", "AWS_DEFAULT_REGION",
    ];

    /// <summary>Those that are set, and a path and a locale where they are not.</summary>
    public static Dictionary<string, string> Read()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                all[name] = value;
            }
        }

        all.TryAdd("PATH", "/usr/local/bin:/usr/bin:/bin");
        all.TryAdd("LANG", "C.UTF-8");
        return all;
    }
}

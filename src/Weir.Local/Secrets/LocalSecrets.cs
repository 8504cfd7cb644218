using Weir.Engine.Secrets;
using Weir.Projects;

namespace Weir.Local.Secrets;

/// <summary>The secrets of an environment on this machine.</summary>
internal static class LocalSecrets
{
    /// <summary>What finds them: environment variables first, then <c>.env</c> for <c>local</c>, then the encrypted file.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="environment">The environment, by name.</param>
    /// <param name="masks">Learns what was found.</param>
    /// <param name="time">The clock.</param>
    public static SecretFinder Of(string project, string environment, Masks masks, TimeProvider time)
    {
        var variables = new VariableSecrets(Environment.GetEnvironmentVariable);
        var file = new DotEnvSecrets(project, environment);
        var encrypted = new EncryptedSecrets(project, environment, Environment.GetEnvironmentVariable, time);

        // For another environment .env is asked last, and then only to say that it is not for it.
        return new SecretFinder(environment, environment == EnvironmentDefinition.Local ? [variables, file, encrypted] : [variables, encrypted, file], masks);
    }
}

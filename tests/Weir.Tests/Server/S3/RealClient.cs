using System.Diagnostics;

namespace Weir.Tests.Server.S3;

/// <summary>An S3 client as this machine has it, in a process of its own that knows the endpoint and nothing else of AWS.</summary>
internal static class RealClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Why a client cannot be used here; nothing when it can.</summary>
    public static string? Missing(string command) => command switch
    {
        "boto3" => Runs("/usr/bin/python3", "-c", "import boto3") ? null : "There is no python3-boto3 here: apt-get install python3-boto3.",
        "aws" => File.Exists("/usr/bin/aws") ? null : "There is no awscli here: apt-get install awscli.",
        _ => File.Exists("/usr/bin/" + command) ? null : $"There is no {command} here: apt-get install {command}.",
    };

    /// <summary>Runs a script of bash in a world's folder.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(S3World world, string script)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-euo", "pipefail", "-c", script])
        {
            WorkingDirectory = world.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        var settings = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin:/bin",
            ["HOME"] = world.Folder,
            ["LC_ALL"] = "C.UTF-8",
            ["AWS_SHARED_CREDENTIALS_FILE"] = world.CredentialsPath,
            ["AWS_REGION"] = "local",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["ENDPOINT"] = world.Endpoint,
            ["RCLONE_CONFIG"] = "/dev/null",
            ["RCLONE_CONFIG_WEIR_TYPE"] = "s3",
            ["RCLONE_CONFIG_WEIR_PROVIDER"] = "Other",
            ["RCLONE_CONFIG_WEIR_ENV_AUTH"] = "true",
            ["RCLONE_CONFIG_WEIR_REGION"] = "local",
            ["RCLONE_CONFIG_WEIR_ENDPOINT"] = world.Endpoint,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"It ended with {process.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }

    private static bool Runs(string command, params string[] arguments)
    {
        if (!File.Exists(command))
        {
            return false;
        }

        var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

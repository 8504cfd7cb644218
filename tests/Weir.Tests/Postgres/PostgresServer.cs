using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Npgsql;

namespace Weir.Tests.Postgres;

/// <summary>A server of its own, in a folder of its own, for one class of tests.</summary>
public sealed class PostgresServer : IDisposable
{
    public const string Password = "s3cret-and-nobody's";
    public const string PasswordVariable = "WEIR_TEST_POSTGRES_PASSWORD";

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-postgres-").FullName;

    public PostgresServer()
    {
        if (Programs is null)
        {
            return;
        }

        Port = FreePort();
        var (data, secret) = (Path.Combine(_folder, "data"), Path.Combine(_folder, "secret"));
        File.WriteAllText(secret, Password);
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            Run("chown", "-R", "postgres", _folder);
        }

        RunAsServer("initdb", "-D", data, "-U", "weir", "--auth=scram-sha-256", $"--pwfile={secret}", "-E", "UTF8", "--no-sync");
        RunAsServer(
            "pg_ctl", "-D", data, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"),
            "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off"), "start");
        Environment.SetEnvironmentVariable(PasswordVariable, Password);
    }

    /// <summary>Where PostgreSQL's programs are; none when they are not installed.</summary>
    public static string? Programs { get; } = Find();

    public int Port { get; }

    /// <summary>Runs SQL.</summary>
    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(string.Create(
            CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database=postgres;Username=weir;Password={Password};Pooling=false"));
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (Programs is not null)
        {
            RunAsServer("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string? Find() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .LastOrDefault(programs => File.Exists(Path.Combine(programs, "initdb")))
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void RunAsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // The server that pg_ctl leaves behind keeps what it inherits: nothing is read from it.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" > /dev/null 2>&1 < /dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}

using Weir.Cli;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

// Asked often by scripts and editors: answered before anything of size is loaded.
if (args is ["--version" or "-V"])
{
    Console.Out.WriteLine($"weir {ProductVersion.Text}");
    return ExitCodes.Fine;
}

using var interruption = new Interruption();
using var terminal = Terminal.OfProcess();
return await House.CommandLineOn(terminal).RunAsync(args, interruption.Token);

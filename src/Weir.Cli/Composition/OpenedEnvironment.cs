using Weir.Server.Access.Accounts;
using Weir.Server.Operations;
using Weir.Server.Operations.Tables;

namespace Weir.Cli.Composition;

/// <summary>An environment at hand. Disposing it closes what was opened for it.</summary>
/// <param name="operations">What can be done with it.</param>
/// <param name="runs">Looks at its runs.</param>
/// <param name="tables">Looks at its tables.</param>
/// <param name="accounts">Who may do what with it.</param>
/// <param name="isServed">Whether a running <c>weir up</c> works on what lands.</param>
/// <param name="owner">What was opened for it; none when a server has it open.</param>
internal sealed class OpenedEnvironment(
    IOperations operations, IRunReads runs, ITableReads tables, IAccounts accounts, bool isServed, IAsyncDisposable? owner = null) : IAsyncDisposable
{
    public IOperations Operations => operations;

    public IRunReads Runs => runs;

    public ITableReads Tables => tables;

    public IAccounts Accounts => accounts;

    public bool IsServed => isServed;

    public async ValueTask DisposeAsync()
    {
        await operations.DisposeAsync();
        if (owner is not null)
        {
            await owner.DisposeAsync();
        }
    }
}

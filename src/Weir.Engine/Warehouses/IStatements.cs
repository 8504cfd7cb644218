namespace Weir.Engine.Warehouses;

/// <summary>Runs statements of the user's own in the warehouse.</summary>
internal interface IStatements
{
    /// <summary>Runs one statement or several, with semicolons between them, in one transaction: all of them take effect, or none.</summary>
    /// <param name="sql">The statements.</param>
    /// <param name="answer">Takes the rows of the last statement that gives some, and how many the others changed.</param>
    /// <param name="cancellationToken">Interrupts them; nothing takes effect.</param>
    /// <exception cref="Failures.RefusedException">
    /// WEIR6610: a statement failed. WEIR6611: one is not for steps. WEIR6612: there are too many rows.
    /// </exception>
    /// <exception cref="Failures.UnavailableException">WEIR6001: the warehouse cannot serve for now.</exception>
    Task RunAsync(string sql, StatementAnswer answer, CancellationToken cancellationToken);
}

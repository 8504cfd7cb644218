namespace Weir.Functions.Workers;

/// <summary>A worker could not be started: an outcome of the invocation that needed it.</summary>
internal sealed class StartFailedException(Outcome outcome) : Exception(outcome.Failure!.Message)
{
    public Outcome Outcome => outcome;
}

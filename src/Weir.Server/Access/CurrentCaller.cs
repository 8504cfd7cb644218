namespace Weir.Server.Access;

/// <summary>Who sent the request that is being answered, wherever it is asked: so that nothing forgets to ask for whom it works.</summary>
internal static class CurrentCaller
{
    private static readonly AsyncLocal<Caller?> Current = new();

    /// <summary>The caller; nobody outside of requests.</summary>
    public static Caller? Value
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}

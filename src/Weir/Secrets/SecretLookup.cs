namespace Weir.Secrets;

/// <summary>Gives secrets to the templates of one run. It stands in their scope under <see cref="Key"/>, and no template can name it.</summary>
public abstract class SecretLookup
{
    /// <summary>Where it stands in a scope.</summary>
    public const string Key = "secrets";

    /// <summary>The value of a secret. From now on it is masked wherever it may surface.</summary>
    /// <param name="name">Its name, or its suffix when it is a tenant's.</param>
    /// <exception cref="Failures.RefusedException">WEIR6801: nobody has it. WEIR6802 to WEIR6808: what may have it cannot be used.</exception>
    public abstract string Get(string name);

    /// <summary>Has a text masked as well that a template made of a secret, such as one in upper case.</summary>
    public abstract void Mask(string derived);
}

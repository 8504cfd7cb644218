using Microsoft.AspNetCore.Components;

namespace Weir.Dashboard.Pages;

/// <summary>A page that is rendered once it has read what it shows. Others are also rendered while they still read.</summary>
public abstract class ReadPage : ComponentBase
{
    private bool _hasRead;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        if (!_hasRead)
        {
            await ReadAsync();
            _hasRead = true;
        }

        await base.SetParametersAsync(parameters);
    }

    /// <summary>Reads what the page shows. What is injected is there.</summary>
    protected abstract Task ReadAsync();
}

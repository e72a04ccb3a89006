using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the recipes to their pinned archives, which are the same for every architecture.</summary>
/// <param name="isAskedFor">Whether the archives are wanted as such; else those whose results are known elsewhere are left where they are.</param>
internal sealed class FetchSources(Workbench bench, IReadOnlyList<Component> components, SourceFetcher sources, bool isAskedFor)
{
    public async Task RunAsync()
    {
        foreach (var recipe in components.Select(component => component.Recipe).OfType<UpstreamRecipe>().Where(recipe => recipe.Tree is null))
        {
            var wasThere = await bench.Store.FindAsync(recipe.Source.Sha256, bench.Cancellation) is not null;
            var isWanted = isAskedFor || await sources.KnownAsync(recipe.Source, bench.Cancellation) is null;
            if (wasThere || (isWanted && !bench.IsDry))
            {
                await sources.FetchAsync(recipe.Source, bench.Cancellation);
            }

            bench.Reporter.Note(recipe.Source.Name, changed: isWanted && !wasThere);
        }
    }
}

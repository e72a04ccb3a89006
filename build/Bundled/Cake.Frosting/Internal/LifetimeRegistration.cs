using Cake.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

internal static class LifetimeRegistration
{
    public static void Register(IServiceProvider provider, ICakeEngine engine)
    {
        var context = provider.GetRequiredService<IFrostingContext>();
        if (provider.GetService<IFrostingSetup>() is { } setup)
        {
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        }

        if (provider.GetService<IFrostingTeardown>() is { } teardown)
        {
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        }

        if (provider.GetService<IFrostingTaskSetup>() is { } taskSetup)
        {
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        }

        if (provider.GetService<IFrostingTaskTeardown>() is { } taskTeardown)
        {
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
        }
    }
}

using Cake.Core.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Lets a Cake module register its types in the host's service collection.</summary>
internal sealed class ModuleRegistrar(IServiceCollection services) : ICakeContainerRegistrar
{
    public ICakeRegistrationBuilder RegisterInstance<TImplementation>(TImplementation instance)
        where TImplementation : class
    {
        services.AddSingleton(instance);
        return new ModuleRegistration(services, service => ServiceDescriptor.Singleton(service, instance));
    }

    public ICakeRegistrationBuilder RegisterType(Type type)
    {
        services.AddTransient(type);
        return new ModuleRegistration(services, service => ServiceDescriptor.Transient(service, type));
    }
}

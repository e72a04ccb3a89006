using Cake.Core.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>The registration that was added last, replaced as the module says more about it.</summary>
internal sealed class ModuleRegistration(IServiceCollection services, Func<Type, ServiceDescriptor> describe) : ICakeRegistrationBuilder
{
    private readonly int _index = services.Count - 1;

    private ServiceDescriptor Current
    {
        get => services[_index];
        set => services[_index] = value;
    }

    public ICakeRegistrationBuilder As(Type type)
    {
        Current = WithLifetime(describe(type), Current.Lifetime);
        return this;
    }

    public ICakeRegistrationBuilder AsSelf() => As(Current.ImplementationType ?? Current.ServiceType);

    public ICakeRegistrationBuilder Singleton()
    {
        Current = WithLifetime(Current, ServiceLifetime.Singleton);
        return this;
    }

    public ICakeRegistrationBuilder Transient()
    {
        Current = WithLifetime(Current, ServiceLifetime.Transient);
        return this;
    }

    private static ServiceDescriptor WithLifetime(ServiceDescriptor descriptor, ServiceLifetime lifetime) =>
        descriptor.ImplementationType is { } implementation
            ? ServiceDescriptor.Describe(descriptor.ServiceType, implementation, lifetime)
            : descriptor;
}

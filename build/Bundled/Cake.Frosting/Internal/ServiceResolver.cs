using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>
/// Resolves what a service collection describes: singletons and transients, by instance, factory or constructor, alone or as a sequence.
/// The full container specialises its collections over value types of its own, which no precompiled image holds: compiling them
/// at every start costs more than everything a host resolves.
/// </summary>
internal sealed class ServiceResolver(IServiceCollection services) : IServiceProvider
{
    private readonly Dictionary<ServiceDescriptor, object> singletons = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Type> activating = [];
    private readonly Lock gate = new();

    public object? GetService(Type serviceType)
    {
        lock (gate)
        {
            return serviceType == typeof(IServiceProvider) ? this
                : Last(serviceType) is { } descriptor ? Resolve(descriptor)
                : ElementOfSequence(serviceType) is { } element ? ResolveAll(element)
                : null;
        }
    }

    private ServiceDescriptor? Last(Type serviceType)
    {
        for (var index = services.Count - 1; index >= 0; index--)
        {
            if (services[index].ServiceType == serviceType)
            {
                return services[index];
            }
        }

        return null;
    }

    private static Type? ElementOfSequence(Type serviceType) =>
        serviceType.IsConstructedGenericType && serviceType.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            ? serviceType.GenericTypeArguments[0]
            : null;

    private Array ResolveAll(Type element)
    {
        var found = services.Where(descriptor => descriptor.ServiceType == element).ToArray();
        var result = Array.CreateInstance(element, found.Length);
        for (var index = 0; index < found.Length; index++)
        {
            result.SetValue(Resolve(found[index]), index);
        }

        return result;
    }

    private object Resolve(ServiceDescriptor descriptor)
    {
        if (singletons.TryGetValue(descriptor, out var existing))
        {
            return existing;
        }

        var instance = descriptor.ImplementationInstance
            ?? descriptor.ImplementationFactory?.Invoke(this)
            ?? Activate(descriptor.ImplementationType!);
        if (descriptor.Lifetime != ServiceLifetime.Transient)
        {
            singletons[descriptor] = instance;
        }

        return instance;
    }

    private object Activate(Type type)
    {
        if (!activating.Add(type))
        {
            throw new InvalidOperationException($"A circular dependency was detected for the service of type '{type}'.");
        }

        try
        {
            var constructor = BestConstructor(type);
            var parameters = constructor.GetParameters();
            var arguments = new object?[parameters.Length];
            for (var index = 0; index < parameters.Length; index++)
            {
                arguments[index] = Argument(parameters[index], type);
            }

            return constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        }
        finally
        {
            activating.Remove(type);
        }
    }

    /// <summary>The one with most parameters of those that can be satisfied; where none can, the longest, whose first gap is then reported.</summary>
    private ConstructorInfo BestConstructor(Type type)
    {
        var constructors = type.GetConstructors();
        if (constructors.Length == 1)
        {
            return constructors[0];
        }

        Array.Sort(constructors, (left, right) => right.GetParameters().Length - left.GetParameters().Length);
        return Array.Find(constructors, constructor => Array.TrueForAll(constructor.GetParameters(), CanResolve))
            ?? constructors.FirstOrDefault()
            ?? throw new InvalidOperationException($"A suitable constructor for type '{type}' could not be located.");
    }

    private bool CanResolve(ParameterInfo parameter) =>
        parameter.HasDefaultValue
        || parameter.ParameterType == typeof(IServiceProvider)
        || Last(parameter.ParameterType) is not null
        || ElementOfSequence(parameter.ParameterType) is not null;

    private object? Argument(ParameterInfo parameter, Type type) =>
        GetService(parameter.ParameterType)
        ?? (parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new InvalidOperationException(
                $"Unable to resolve service for type '{parameter.ParameterType}' while attempting to activate '{type}'."));
}

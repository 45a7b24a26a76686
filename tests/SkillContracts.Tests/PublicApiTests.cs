using System;
using System.Linq;
using System.Reflection;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Tests;

/// <summary>What users may build on.</summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_public_types_and_members_are_those_that_were_verified()
    {
        var lines = typeof(SkillClaims).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(type =>
            type.GetMembers(Declared).Where(member => member is not MethodInfo { IsSpecialName: true }).Select(Describe).Order(StringComparer.Ordinal).Select(text => "  " + text)
                .Prepend(Describe(type)));

        Snapshot.Verify("SkillContracts.Tests", "PublicApi", string.Concat(lines.Select(line => line + "\n")));
    }

    private static string Describe(Type type)
    {
        var kind = type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "";
        var above = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Prepend(type.BaseType!).Where(parent => parent is not null && parent != typeof(object)).Select(Name).ToList();
        return $"{kind}{type.FullName}{(above.Count == 0 ? "" : " : " + string.Join(", ", above))}";
    }

    private static string Describe(MemberInfo member) => member switch
    {
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{ {string.Join(' ', property.GetAccessors().Select(accessor => accessor.Name[..3] + ";"))} }}",
        _ => $"{member.MemberType} {member.Name}",
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}

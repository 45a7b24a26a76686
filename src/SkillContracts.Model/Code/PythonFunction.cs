using System;
using System.Collections.Generic;

namespace SkillContracts.Model.Code;

/// <summary>A function of a Python script.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsMethod">True when it stands in a class.</param>
/// <param name="Parameters">Names and defaults; a default of no tokens is none.</param>
internal sealed record PythonFunction(string Name, bool IsMethod, List<PythonParameter> Parameters)
{
    /// <summary>Where its <c>return</c> statements stand, without those of functions inside it.</summary>
    public List<int> Returns { get; } = [];

    public int IndexOf(string parameter) => Parameters.FindIndex(found => found.Name.Equals(parameter, StringComparison.Ordinal));
}

/// <summary>A parameter, and from which token to which its default stands.</summary>
internal sealed record PythonParameter(string Name, int From, int To);

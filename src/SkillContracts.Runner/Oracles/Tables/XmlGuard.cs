using System.Xml;

namespace SkillContracts.Runner.Oracles.Tables;

/// <summary>How XML of strangers is read: nothing is fetched, and what an element declares costs little.</summary>
internal static class XmlGuard
{
    /// <summary>Settings for one reader.</summary>
    /// <param name="mostCharacters">The longest document.</param>
    public static XmlReaderSettings Settings(long mostCharacters) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = mostCharacters,
        NameTable = new FewNames(),
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>A reader keeps each name that it has met: millions of different ones would be most of its memory.</summary>
    private sealed class FewNames : NameTable
    {
        private const int MostNames = 20_000;
        private const int MostCharacters = 1024 * 1024;

        private int _names;
        private int _characters;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Count(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Count(base.Add(key));

        private string Count(string name)
        {
            _characters += name.Length;
            return ++_names <= MostNames && _characters <= MostCharacters ? name : throw new XmlException("more than 20,000 different names");
        }
    }
}

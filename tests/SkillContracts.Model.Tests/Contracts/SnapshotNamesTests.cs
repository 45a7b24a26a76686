using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using Xunit;

namespace SkillContracts.Model.Tests.Contracts;

public class SnapshotNamesTests
{
    [Theory]
    [InlineData("foreign keys hold in sqlite", "foreign-keys-hold-in-sqlite")]
    [InlineData("a.b/c\\d:e", "a-b-c-d-e")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("ä", "experiment")]
    public void Of_makes_a_name_that_any_file_system_takes(string name, string part) => Parts(name).Should().Equal(part);

    [Fact]
    public void Of_tells_names_apart_that_would_be_one_file()
    {
        var parts = Parts("a b", "a/b", "A b", "c");

        parts.Select(part => part.ToUpperInvariant()).Distinct().Should().HaveCount(4);
        parts.Should().Contain("c").And.OnlyContain(part => part == "c" || part.Length == "a-b-".Length + 6);
    }

    [Fact]
    public void Of_shortens_long_names_and_keeps_them_apart() =>
        Parts(new string('x', 300), new string('x', 299)).Distinct().Should().HaveCount(2).And.OnlyContain(part => part.Length < 100);

    [Theory]
    [InlineData("snapshots/first.stdout.verified.txt", false)]
    [InlineData("snapshots/first.stderr.verified.txt", true)]
    [InlineData("snapshots/first.out-a.json.verified.txt", false)]
    [InlineData("snapshots/first.out-a.json-0123ab.received.txt", false)]
    [InlineData("snapshots/first.out-a.csv.verified.txt", true)]
    [InlineData("snapshots/second.stdout.verified.txt", true)]
    [InlineData("snapshots/first.verified.txt", true)]
    [InlineData("snapshots/.verified.txt", true)]
    [InlineData("snapshots/readme.txt", false)]
    [InlineData("fixtures/second.stdout.verified.txt", false)]
    public void Parse_reports_SKC5011_for_a_snapshot_that_no_experiment_asks_for(string file, bool isOrphan) =>
        Skills.ParseExperiment("    snapshot: [stdout, out/*.json]\n", fixtures: [file]).Places()
            .Should().Equal(isOrphan ? ["contract.yaml(1,1) SKC5011"] : []);

    [Fact]
    public void Parse_takes_no_snapshot_for_an_orphan_while_the_contract_has_errors() =>
        Skills.ParseExperiment("    exit: nothing\n", fixtures: ["snapshots/first.stdout.verified.txt"]).Places().Should().Equal("contract.yaml(5,11) SKC3005");

    private static string[] Parts(params string[] names)
    {
        var contract = "version: 1\nexperiments:\n" + string.Concat(names.Select(name => $"  - {{ name: '{name}', run: x }}\n"));
        var parts = SnapshotNames.Of(Skills.ParseContract(contract).Contract.Experiments);
        return names.Select(name => parts[name]).ToArray();
    }
}

using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Execution;

public sealed class ShellTextTests
{
    private const string Script = "echo \"tool $*\"\n";

    [Theory]
    [InlineData("bash scripts/tool.sh a")]
    [InlineData("bash ./scripts/tool.sh a")]
    [InlineData("bash -e scripts/tool.sh a")]
    [InlineData("bash $SKILL_DIR/scripts/tool.sh a")]
    [InlineData("bash ${CLAUDE_SKILL_DIR}/scripts/tool.sh a")]
    [InlineData("bash \"${CLAUDE_SKILL_DIR}/scripts/tool.sh\" a")]
    [InlineData("bash {baseDir}/scripts/tool.sh a")]
    [InlineData("bash {skill_dir}/scripts/tool.sh a")]
    [InlineData("bash ${CLAUDE_PLUGIN_ROOT}/skills/tool/scripts/tool.sh a")]
    [InlineData("bash .claude/skills/tool/scripts/tool.sh a")]
    [InlineData("bash \"scripts/tool.sh\" a")]
    [InlineData("true && bash scripts/tool.sh a")]
    [InlineData("if bash scripts/tool.sh a; then true; fi")]
    [InlineData("X=1 bash scripts/tool.sh a")]
    [InlineData("echo \"$(bash scripts/tool.sh a)\"")]
    [InlineData("true | bash scripts/tool.sh a")]
    [InlineData(". scripts/tool.sh a")]
    [InlineData("(bash scripts/tool.sh a)")]
    public void A_script_is_found_by_its_path_in_the_skill(string command)
    {
        using var skill = TemporarySkill.Of($"run: '{command.Replace("'", "''")}'\nstdout: tool a").Write("scripts/tool.sh", Script);

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Theory]
    [InlineData("echo scripts/tool.sh", "scripts/tool.sh")]
    [InlineData("echo bash scripts/tool.sh", "bash scripts/tool.sh")]
    [InlineData("echo 'bash scripts/tool.sh; bash scripts/tool.sh'", "bash scripts/tool.sh; bash scripts/tool.sh")]
    [InlineData("echo \"a; bash scripts/tool.sh\"", "a; bash scripts/tool.sh")]
    [InlineData("bash -c 'echo scripts/tool.sh'", "scripts/tool.sh")]
    [InlineData("cat <<X\nbash scripts/tool.sh\nX", "bash scripts/tool.sh")]
    public void A_path_that_is_only_an_argument_or_text_stays_as_written(string command, string output)
    {
        using var skill = TemporarySkill.Of($"run: |-\n  {command.Replace("\n", "\n  ")}\nstdout: '{output}'").Write("scripts/tool.sh", Script);

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Fact]
    public void A_file_of_the_work_folder_goes_before_the_skills()
    {
        using var skill = TemporarySkill.Of("fixtures: { scripts/tool.sh: echo mine }\nrun: bash scripts/tool.sh\nstdout: mine").Write("scripts/tool.sh", Script);

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Theory]
    [InlineData("echo $x", "a 'b' \"c\" $HOME `d` ;e")]
    [InlineData("echo \"$x\"", "a 'b' \"c\" $HOME `d` ;e")]
    [InlineData("echo '$x'", "a 'b' \"c\" $HOME `d` ;e")]
    [InlineData("echo ${x}", "two  spaces\\n")]
    [InlineData("printf '%s\\n' $x", "-n *")]
    public void A_column_reaches_the_command_as_it_is_however_it_is_quoted(string command, string value)
    {
        var quoted = "'" + value.Replace("'", "''") + "'";
        using var skill = TemporarySkill.Of($"each: [{{ x: {quoted} }}]\nrun: '{command.Replace("'", "''")}'\nstdout: {quoted}");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Theory]
    [InlineData("scripts/tool.sh")]
    [InlineData("scripts/plain")]
    public void A_script_first_in_a_list_goes_through_its_interpreter_without_the_executable_bit(string script)
    {
        using var skill = TemporarySkill.Of($"run: [{script}, a b, $x]\neach: [{{ x: \"'\" }}]\nstdout: \"tool a b '\"").Write(script, "#!/usr/bin/env bash\n" + Script);

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Fact]
    public void A_skill_path_with_a_space_works_in_every_form()
    {
        using var skill = TemporarySkill.Of("run: bash scripts/tool.sh a && bash $SKILL_DIR/scripts/tool.sh b && bash \"$CLAUDE_SKILL_DIR/scripts/tool.sh\" c\nstdout: \"tool a\\ntool b\\ntool c\"").Write("scripts/tool.sh", Script);

        Path.GetFullPath(skill.Path).Should().Contain(" ");
        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void An_apostrophe_in_a_comment_opens_no_quote()
    {
        using var skill = TemporarySkill.Of("each: [{ f: a b }]\nrun: |\n  true # don't\n  printf '%s.' $f\nstdout: a b.");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Fact]
    public void Columns_reach_requirements_and_work_reaches_the_environment()
    {
        using var skill = TemporarySkill.Of("each: [{ t: bash }]\nrequires: [$t]\nenv: { A: \"${WORK}/x\", B: $WORKSPACE }\nrun: test \"$A\" = \"$PWD/x\" && test \"$B\" = '$WORKSPACE'");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }
}

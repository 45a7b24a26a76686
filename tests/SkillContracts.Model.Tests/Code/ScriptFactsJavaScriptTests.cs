using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Code;
using Xunit;

namespace SkillContracts.Model.Tests.Code;

public class ScriptFactsJavaScriptTests
{
    [Theory]
    [InlineData("process.exit(2);", "2")]
    [InlineData("process.exit()", "")]
    [InlineData("process.exitCode = 3", "3")]
    [InlineData("process.exitCode = ok ? 0 : 4;", "0 4")]
    [InlineData("process.exit(failed ? 1 : warned ? 5 : 0)", "0 1 5")]
    [InlineData("const USAGE = 64\nprocess.exit(USAGE)", "64")]
    [InlineData("const EXIT = Object.freeze({ OK: 0, USAGE: 67 });\nprocess.exit(EXIT.USAGE)", "67")]
    [InlineData("const EXIT = { OK: 0, USAGE: 65 };\nprocess.exit(EXIT.USAGE)", "65")]
    [InlineData("let code: number = 0;\nif (x) code = 6;\nprocess.exit(code);", "0 6")]
    [InlineData("function fail(text, code = 1) { process.exit(code) }\nfail('a')\nfail('b', 7)", "1 7")]
    [InlineData("const fail = (text: string, code: number) => {\n  process.exit(code);\n};\nfail('b', 8);", "8")]
    [InlineData("main().catch((error) => { process.exit(9); });", "9")]
    [InlineData("Deno.exit(10)", "10")]
    [InlineData("// process.exit(2)\n/* process.exit(3) */", "")]
    [InlineData("const t = 'process.exit(2)', u = `process.exit(3) ${process.exit}`, r = /process.exit(4)/", "")]
    [InlineData("const half = a / 2; process.exit(11); const b = c / d", "11")]
    public void Of_reads_the_exits_of_node(string text, string codes) => Facts.OfJavaScript(text + "\n").Codes().Should().Be(codes);

    [Theory]
    [InlineData("process.exit(code)")]
    [InlineData("process.exit(run())")]
    [InlineData("process.exit(child.status ?? 1)")]
    [InlineData("main().then(process.exit)")]
    [InlineData("let code = 0\ncode += 1\nprocess.exit(code)")]
    [InlineData("function fail(code) { process.exit(code) }\nfail(x.y)")]
    public void Of_says_that_further_codes_are_possible(string text) => Facts.OfJavaScript(text + "\n").CodesUnknown.Should().NotBeNull();

    [Theory]
    [InlineData(".option('-o, --out <file>', 'where', 'x.txt')", "-o/--out=*(x.txt)")]
    [InlineData(".requiredOption('--name <name>')", "--name=*")]
    [InlineData(".option('--no-color', 'plain')", "--no-color")]
    [InlineData(".addOption(new Option('-k, --kind <kind>').choices(['a', 'b']).default('a'))", "-k/--kind=a|b(a)")]
    [InlineData(".addOption(new Option('--secret').hideHelp())", "--secret!")]
    [InlineData(".version('1.0.0')", "-V/--version")]
    [InlineData(".option(flag, 'computed')", "…")]
    [InlineData(".allowUnknownOption()", "…")]
    public void Of_reads_options_of_commander(string call, string flags) =>
        Facts.OfJavaScript("import { program, Option } from 'commander';\nprogram" + call + ";\n").Flags().Should().Be(flags);

    [Theory]
    [InlineData("parseArgs({ options: { out: { type: 'string', short: 'o', default: 'x' }, 'dry-run': { type: 'boolean' } } })", "-o/--out=*(x) --dry-run")]
    [InlineData("const options = { out: { type: 'string' } } as const;\nparseArgs({ options, allowPositionals: true })", "--out=*")]
    [InlineData("parseArgs({ strict: false, options: { out: { type: 'string' } } })", "--out=* …")]
    [InlineData("parseArgs({ args })", "…")]
    [InlineData("parseArgs(settings())", "…")]
    public void Of_reads_options_of_parseArgs(string call, string flags) =>
        Facts.OfJavaScript("import { parseArgs } from 'node:util';\n" + call + ";\n").Flags().Should().Be(flags);

    [Theory]
    [InlineData("import { program } from 'commander'", ArgumentParser.Commander, 1)]
    [InlineData("const { program } = require('commander')\nprogram.exitOverride()", ArgumentParser.Commander, null)]
    [InlineData("import { parseArgs } from 'util'\nparseArgs({ options: {} })", ArgumentParser.ParseArgs, 1)]
    [InlineData("import { parseArgs } from 'util'\ntry { parseArgs({ options: {} }) } catch (e) { }", ArgumentParser.ParseArgs, null)]
    [InlineData("import yargs from 'yargs'", ArgumentParser.Unknown, null)]
    [InlineData("const path = process.argv[2]", ArgumentParser.OwnCode, null)]
    [InlineData("console.log('x')", ArgumentParser.None, null)]
    public void Of_tells_the_parser_and_its_code(string text, ArgumentParser parser, int? code) =>
        Facts.OfJavaScript(text + "\n").Should().Match<ScriptFacts>(facts => facts.Parser == parser && facts.UsageCode == code);

    [Fact]
    public void Of_names_modules_of_the_skill() => Facts.OfJavaScript("import a from './a.js'\nconst b = require('../b')\nimport fs from 'node:fs'\n").Imports
        .Select(module => $"{module.Line}: {module.Name}").Should().Equal("1: ./a.js", "2: ../b");

    [Theory]
    [InlineData("x.ts")]
    [InlineData("x.cjs")]
    [InlineData("x.js")]
    [InlineData("x.mts")]
    public void Of_tells_the_language_by_extension(string path) => ScriptFacts.Of(path, "").Language.Should().Be(ScriptLanguage.JavaScript);

    [Theory]
    [InlineData("#!/usr/bin/env python3\n", ScriptLanguage.Python)]
    [InlineData("#!/bin/bash\n", ScriptLanguage.Shell)]
    [InlineData("#!/usr/bin/env node\n", ScriptLanguage.JavaScript)]
    [InlineData("#!/usr/bin/env pwsh\n", ScriptLanguage.Other)]
    [InlineData("exit 3\n", ScriptLanguage.Other)]
    public void Of_tells_the_language_by_shebang(string text, ScriptLanguage language) => ScriptFacts.Of("scripts/tool", text).Language.Should().Be(language);

    [Fact]
    public void Of_says_that_other_languages_are_not_read() => ScriptFacts.Of("x.rb", "exit 3").CodesUnknown.Should().Be("the language is not read");
}

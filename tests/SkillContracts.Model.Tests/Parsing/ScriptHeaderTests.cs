using System;
using System.Threading.Tasks;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class ScriptHeaderTests
{
    [Theory]
    [InlineData("#!/bin/bash\n# Exit 2: no input.\n\nset -euo pipefail\n# More.\necho x\n# not this\n", "#!/bin/bash\n# Exit 2: no input.\n\nset -euo pipefail\n# More.\n")]
    [InlineData("#!/usr/bin/env python3\n\"\"\"Converts.\n\nExits 2.\n\"\"\"\nimport sys\n", "#!/usr/bin/env python3\n\"\"\"Converts.\n\nExits 2.\n\"\"\"\n")]
    [InlineData("r'''Converts.'''\nx = 1\n", "r'''Converts.'''\n")]
    [InlineData("from __future__ import annotations\n# a\nimport b\n", "from __future__ import annotations\n# a\n")]
    [InlineData("#!/usr/bin/env node\n/**\n * Exits 2.\n */\n'use strict';\n// more\nconst a = 1;\n", "#!/usr/bin/env node\n/**\n * Exits 2.\n */\n'use strict';\n// more\n")]
    [InlineData("<#\nExits 2.\n#>\nparam()\n", "<#\nExits 2.\n#>\n")]
    [InlineData("-- a\nlocal b\n", "-- a\n")]
    [InlineData("# a\r\n\r\n# b\r\nx\r\n", "# a\r\n\r\n# b\r\n")]
    [InlineData("import sys\n# a\n", "")]
    [InlineData("", "")]
    [InlineData("# a", "# a")]
    [InlineData("\"\"\"never closed\nx = 1\n", "\"\"\"never closed\nx = 1\n")]
    public void Of_takes_the_comments_before_the_first_line_of_code(string script, string header) => ScriptHeader.Of(script).Should().Be(header);

    [Fact]
    public void Of_stops_after_64_KiB() => ScriptHeader.Of("# " + new string('a', 100_000)).Should().HaveLength(64 * 1024);

    [Theory]
    [InlineData("\"\"\"")]
    [InlineData("/*")]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("#\n")]
    [InlineData("''' ''' ")]
    public async Task Of_is_quick_for_repeated_marks(string mark)
    {
        var script = string.Concat(System.Linq.Enumerable.Repeat(mark, 20_000));

        var reading = Task.Run(() => ScriptHeader.Of(script), TestContext.Current.CancellationToken);

        await reading.Invoking(task => task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Should().NotThrowAsync();
    }
}

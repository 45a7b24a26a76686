using System;
using System.Globalization;

namespace SkillContracts.Runner.Oracles.Tables;

/// <summary>Tells dates from other numbers, which workbooks store alike.</summary>
internal static class NumberFormats
{
    private const int LastSerial = 2_958_465;
    private const int DaysFrom1900To1904 = 1462;

    /// <summary>Excel counts a 29 February 1900, so that earlier days have one number less than later ones would ask for.</summary>
    private const int InventedDay = 60;

    /// <summary>Numbers of formats that every workbook has: ECMA-376 part 1, 18.8.30, and the East Asian ones.</summary>
    public static bool IsBuiltInDate(uint id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    /// <summary>A format code with a letter of a date or time outside quotes, escapes and brackets. An elapsed time (<c>[h]:mm</c>) is a number.</summary>
    public static bool IsDate(string code)
    {
        var found = false;
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"' or '[':
                    var end = code.IndexOf(code[i] == '"' ? '"' : ']', i + 1);
                    if (end < 0 || (code[i] == '[' && code.AsSpan(i + 1, end - i - 1).Trim("hmsHMS").IsEmpty))
                    {
                        return false;
                    }

                    i = end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                default:
                    if (code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase))
                    {
                        return false;
                    }

                    found |= "dmyhsDMYHS".Contains(code[i], StringComparison.Ordinal);
                    break;
            }
        }

        return found;
    }

    /// <summary>A stored number as date, time or both; null when it is none.</summary>
    /// <param name="serial">Days since the end of 1899, or since 1904-01-01.</param>
    /// <param name="is1904">True for the calendar of old Macintosh workbooks.</param>
    public static string? Date(double serial, bool is1904)
    {
        if (!(serial >= 0 && serial <= LastSerial) || (!is1904 && Math.Floor(serial) == InventedDay))
        {
            return null;
        }

        var seconds = (long)Math.Round(serial * 86_400);
        var time = new DateTime(1899, 12, 30).AddSeconds(seconds);
        if (seconds < 86_400 && !is1904)
        {
            return time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        }

        time = time.AddDays(is1904 ? DaysFrom1900To1904 : serial < InventedDay ? 1 : 0);
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}

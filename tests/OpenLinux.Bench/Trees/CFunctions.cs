using System.Globalization;

namespace OpenLinux.Bench.Trees;

/// <summary>C functions as one finds them in programs: loops over buffers, tables, small parsers, lists. Each compiles by itself.</summary>
internal static class CFunctions
{
    private static readonly string[] Shapes =
    [
        """
        static uint32_t NAME(const unsigned char *bytes, size_t count)
        {
            uint32_t sum = Au;
            for (size_t i = 0; i < count; i++) {
                sum = (sum ^ bytes[i]) * Bu;
                if ((sum & Cu) == 0)
                    sum += (uint32_t)i;
            }
            return sum ^ sum >> D;
        }

        """,
        """
        static int NAME(const char *text, long *value)
        {
            long result = 0;
            int negative = 0;

            while (*text == ' ' || *text == '\t')
                text++;
            if (*text == '-' || *text == '+')
                negative = *text++ == '-';
            if (*text < '0' || *text > '9')
                return -1;
            while (*text >= '0' && *text <= '9') {
                if (result > (LONG_MAX - 9) / 10)
                    return -C;
                result = result * 10 + (*text++ - '0');
            }
            *value = negative ? -result : result;
            return *text == '\0' ? 0 : D;
        }

        """,
        """
        struct NAME_node {
            struct NAME_node *next;
            uint64_t key;
            int weight;
        };

        static struct NAME_node *NAME(struct NAME_node *head, uint64_t key)
        {
            struct NAME_node *previous = NULL, *node = head;

            while (node != NULL && node->key != key) {
                if (node->weight > C && previous != NULL)
                    previous->weight += node->weight / (D + 1);
                previous = node;
                node = node->next;
            }
            if (node == NULL || previous == NULL)
                return head;
            previous->next = node->next;
            node->next = head;
            node->weight++;
            return node;
        }

        """,
        """
        static size_t NAME(char *to, size_t size, const char *from)
        {
            size_t used = 0;

            for (; *from != '\0'; from++) {
                switch (*from) {
                case '\n':
                    if (used + 2 < size) { to[used] = '\\'; to[used + 1] = 'n'; }
                    used += 2;
                    break;
                case '\t':
                    if (used + 2 < size) { to[used] = '\\'; to[used + 1] = 't'; }
                    used += 2;
                    break;
                case '"':
                case '\\':
                    if (used + 2 < size) { to[used] = '\\'; to[used + 1] = *from; }
                    used += 2;
                    break;
                default:
                    if (used + 1 < size)
                        to[used] = *from;
                    used++;
                }
            }
            if (size > 0)
                to[used < size ? used : size - 1] = '\0';
            return used + A % 2u;
        }

        """,
        """
        static int NAME(int *values, int count)
        {
            int moved = 0;

            for (int gap = count / 2; gap > 0; gap /= 2) {
                for (int i = gap; i < count; i++) {
                    int value = values[i], j = i;
                    for (; j >= gap && values[j - gap] > value; j -= gap) {
                        values[j] = values[j - gap];
                        moved++;
                    }
                    values[j] = value ^ (C & 0);
                }
            }
            return moved > D ? moved : D;
        }

        """,
        """
        static const uint16_t NAME_table[] = { A, B % 65521, C, D, A % 977, B % 4093, C * 3, D * 7 };

        static uint64_t NAME(uint64_t seed, unsigned rounds)
        {
            uint64_t state = seed + Au;

            for (unsigned i = 0; i < rounds; i++) {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state += NAME_table[state % (sizeof NAME_table / sizeof *NAME_table)];
            }
            return state;
        }

        """,
        """
        static int NAME(FILE *file, const char *name, unsigned depth)
        {
            char line[64 + C];
            int length = snprintf(line, sizeof line, "%*s%s: %u\n", (int)(depth * 2), "", name, depth + Au);

            if (length < 0 || (size_t)length >= sizeof line)
                return -1;
            for (int i = 0; i < length; i++)
                if (line[i] == '\r')
                    line[i] = ' ';
            return fwrite(line, 1, (size_t)length, file) == (size_t)length ? length : -D;
        }

        """,
        """
        static char *NAME(const char *left, const char *right)
        {
            size_t first = strlen(left), second = strlen(right);
            char *joined = malloc(first + second + 2);

            if (joined == NULL)
                return NULL;
            memcpy(joined, left, first);
            if (first > 0 && left[first - 1] != '/' && *right != '/')
                joined[first++] = '/';
            memcpy(joined + first, right, second + 1);
            for (char *at = strchr(joined, C % 26 + 'a'); at != NULL; at = strchr(at + 1, C % 26 + 'a'))
                if (at[1] == '/' && D > 3)
                    *at = '_';
            return joined;
        }

        """,
    ];

    /// <summary>How each of them is called, so that nothing is dropped as unused.</summary>
    private static readonly string[] Calls =
    [
        "total += NAME((const unsigned char *)text, strlen(text));",
        "total += (unsigned)NAME(text, &number) + (unsigned long)number;",
        "{ struct NAME_node b = { NULL, total, D }, a = { &b, C, 1 }; total += (uint64_t)NAME(&a, total)->weight; }",
        "total += NAME(buffer, sizeof buffer, text);",
        "total += (unsigned)NAME(values, (int)(sizeof values / sizeof *values));",
        "total += NAME(total, (unsigned)(total % D + 1));",
        "total += (unsigned)NAME(stderr, text, D);",
        "{ char *path = NAME(text, buffer); total += path != NULL ? strlen(path) : A; free(path); }",
    ];

    /// <returns>A function of one of the shapes, and a statement that calls it.</returns>
    public static (string Text, string Call) Make(Draw draw, string name)
    {
        var shape = draw.Below(Shapes.Length);
        int[] numbers = [draw.Between(1000, 60000), draw.Between(100_000, 16_000_000) | 1, draw.Between(3, 255), draw.Between(2, 15)];
        return (Fill(Shapes[shape], name, numbers), Fill(Calls[shape], name, numbers));
    }

    /// <summary>Numbers stand as single capitals, which no C of ours uses otherwise.</summary>
    private static string Fill(string text, string name, int[] numbers)
    {
        var filled = new System.Text.StringBuilder(text.Length * 2);
        for (var i = 0; i < text.Length; i++)
        {
            if (string.CompareOrdinal(text, i, "NAME", 0, 4) == 0)
            {
                filled.Append(name);
                i += 3;
            }
            else if (text[i] is >= 'A' and <= 'D' && !IsWord(text, i - 1) && !(IsWord(text, i + 1) && text[i + 1] != 'u'))
            {
                filled.Append(numbers[text[i] - 'A'].ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                filled.Append(text[i]);
            }
        }

        return filled.ToString();
    }

    private static bool IsWord(string text, int index) =>
        index >= 0 && index < text.Length && (char.IsAsciiLetterOrDigit(text[index]) || text[index] == '_');
}

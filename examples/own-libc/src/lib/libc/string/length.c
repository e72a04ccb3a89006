#include <string.h>

word length(const char *text)
{
	word count = 0;
	while (text[count])
		count++;
	return count;
}

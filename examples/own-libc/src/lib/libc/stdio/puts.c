#include <call.h>
#include <numbers.h>
#include <stdio.h>
#include <string.h>

int puts(const char *text)
{
	return call(NR_write, 1, (long)text, (long)length(text)) < 0 || call(NR_write, 1, (long)"\n", 1) < 0 ? -1 : 0;
}

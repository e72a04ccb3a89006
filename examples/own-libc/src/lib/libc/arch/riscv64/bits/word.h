typedef unsigned long word;

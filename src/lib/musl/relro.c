/* Part of the start files: makes what only relocation writes to (PT_GNU_RELRO) read-only before main runs.
   musl's dynamic linker does so for dynamic programs; a static one relocates itself and leaves it writable. */
#include <elf.h>
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <sys/mman.h>

extern const size_t _DYNAMIC[] __attribute__((weak, visibility("hidden")));

__attribute__((constructor(101))) static void protect_relocated(void)
{
	const ElfW(Phdr) *header = (const ElfW(Phdr) *)getauxval(AT_PHDR);
	const ElfW(Phdr) *relro = NULL;
	uintptr_t page = getauxval(AT_PAGESZ);
	uintptr_t base = 0;

	for (size_t left = getauxval(AT_PHNUM); left != 0; left--, header++) {
		if (header->p_type == PT_DYNAMIC && _DYNAMIC != NULL)
			base = (uintptr_t)_DYNAMIC - header->p_vaddr;
		if (header->p_type == PT_GNU_RELRO)
			relro = header;
	}
	if (relro != NULL) {
		uintptr_t start = (base + relro->p_vaddr) & -page;
		uintptr_t end = (base + relro->p_vaddr + relro->p_memsz) & -page;

		if (end > start && mprotect((void *)start, end - start, PROT_READ) != 0)
			__builtin_trap();
	}
}

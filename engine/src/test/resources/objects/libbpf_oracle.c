/*
 * Prints what libbpf makes of an object: its maps, the values of the kernel's configuration, and the instructions of one
 * program after relocation; or "refused" if a CO-RE relocation cannot be done.
 * usage: libbpf_oracle OBJECT PROGRAM [OBJECT WITH TARGET BTF, or -] [KERNEL CONFIGURATION]
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int refused;

static int quiet(enum libbpf_print_level level, const char *format, va_list arguments)
{
    refused |= strstr(format, "failed to relocate") != NULL;
    return 0;
}

static void print(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("%02x", bytes[i]);
    printf("\n");
}

int main(int count, char **arguments)
{
    LIBBPF_OPTS(bpf_object_open_opts, options,
                .btf_custom_path = count > 3 && strcmp(arguments[3], "-") ? arguments[3] : NULL,
                .kconfig = count > 4 ? arguments[4] : NULL);
    struct bpf_object *object;
    struct bpf_program *program;
    struct bpf_map *map;

    libbpf_set_print(quiet);
    object = bpf_object__open_file(arguments[1], &options);
    if (!object)
        return 2;
    bpf_object__for_each_program(program, object)
        bpf_program__set_autoload(program, !strcmp(bpf_program__name(program), arguments[2]));
    bpf_object__load(object);
    if (refused) {
        printf("refused\n");
        return 0;
    }
    bpf_object__for_each_map(map, object)
        printf("map %d %d %d %d %d %d\n", bpf_map__fd(map), bpf_map__type(map), bpf_map__key_size(map),
               bpf_map__value_size(map), bpf_map__max_entries(map), bpf_map__map_flags(map));
    bpf_object__for_each_map(map, object) {
        unsigned char value[1024];
        unsigned int key = 0;
        if (strcmp(bpf_map__name(map) + strlen(bpf_map__name(map)) - 8, ".kconfig") || bpf_map_lookup_elem(bpf_map__fd(map), &key, value))
            continue;
        printf("kconfig ");
        print(value, bpf_map__value_size(map));
    }
    program = bpf_object__find_program_by_name(object, arguments[2]);
    for (size_t i = 0; i < bpf_program__insn_cnt(program); i++)
        print((const unsigned char *)(bpf_program__insns(program) + i), 8);
    return 0;
}

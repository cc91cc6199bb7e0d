package dev.xdpscope.engine.object.btf;

/**
 * Where a member of a struct is.
 *
 * @param path the path it was found by
 * @param byteOffset offset of the byte with its first bit, from the start of the outermost struct
 * @param bitOffset number of its first bit in that byte, 0 the least significant; 0 unless it is a bit field
 * @param bitSize width in bits; 0 for a flexible array member
 * @param type id of its type
 */
public record BtfField(String path, int byteOffset, int bitOffset, int bitSize, int type) {}

package dev.xdpscope.engine.run;

/** The parts that opcodes are made of (RFC 9669, sections 3 to 5). */
final class Opcode {
    static final int LD = 0x00;
    static final int LDX = 0x01;
    static final int ST = 0x02;
    static final int STX = 0x03;
    static final int ALU = 0x04;
    static final int JMP = 0x05;
    static final int JMP32 = 0x06;
    static final int ALU64 = 0x07;

    /** The source is the immediate, or a register. */
    static final int K = 0x00;

    static final int X = 0x08;

    static final int ADD = 0x00;
    static final int SUB = 0x10;
    static final int MUL = 0x20;
    static final int DIV = 0x30;
    static final int OR = 0x40;
    static final int AND = 0x50;
    static final int LSH = 0x60;
    static final int RSH = 0x70;
    static final int NEG = 0x80;
    static final int MOD = 0x90;
    static final int XOR = 0xa0;
    static final int MOV = 0xb0;
    static final int ARSH = 0xc0;
    static final int END = 0xd0;

    static final int JA = 0x00;
    static final int JEQ = 0x10;
    static final int JGT = 0x20;
    static final int JGE = 0x30;
    static final int JSET = 0x40;
    static final int JNE = 0x50;
    static final int JSGT = 0x60;
    static final int JSGE = 0x70;
    static final int CALL = 0x80;
    static final int EXIT = 0x90;
    static final int JLT = 0xa0;
    static final int JLE = 0xb0;
    static final int JSLT = 0xc0;
    static final int JSLE = 0xd0;

    static final int W = 0x00;
    static final int H = 0x08;
    static final int B = 0x10;
    static final int DW = 0x18;

    static final int IMM = 0x00;
    static final int ABS = 0x20;
    static final int IND = 0x40;
    static final int MEM = 0x60;
    static final int MEMSX = 0x80;
    static final int ATOMIC = 0xc0;

    private Opcode() {}
}

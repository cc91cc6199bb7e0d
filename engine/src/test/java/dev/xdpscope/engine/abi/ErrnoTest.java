package dev.xdpscope.engine.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Error numbers, their names, and which registers hold one. */
class ErrnoTest {
    @ParameterizedTest
    @CsvSource({"EPERM, 1", "E2BIG, 7", "EEXIST, 17", "EINVAL, 22", "ERANGE, 34", "EDEADLK, 35", "ENODATA, 61",
        "EOPNOTSUPP, 95", "EAFNOSUPPORT, 97", "EHWPOISON, 133", "ENOTSUPP, 524"})
    void numbersAndNames(Errno errno, int number) {
        assertEquals(number, errno.number());
        assertEquals(-number, errno.negative());
        assertEquals(Optional.of(errno), Errno.of(number));
    }

    @ParameterizedTest
    @EnumSource
    void aNameLeadsBackToItsNumber(Errno errno) {
        assertEquals(Optional.of(errno), Errno.of(errno.number()));
        assertEquals(errno.name(), Errno.name(errno.number()));
        assertEquals("-" + errno, Errno.shown(errno.negative()));
        assertEquals(-errno.number() + " (-" + errno + ")", Errno.explained(errno.negative()));
    }

    @Test
    void allNumbersButTwoUpTo133HaveAName() {
        for (int number = 0; number < 600; number++) {
            boolean named = number > 0 && number <= 133 && number != 41 && number != 58 || number == 524;
            assertEquals(named, Errno.of(number).isPresent(), "number " + number);
        }
    }

    /** The C library has the names of user space from elsewhere: not 524. */
    @Test
    @SuppressWarnings("restricted")
    void namesAreThoseOfTheCLibrary() throws Throwable {
        Optional<MemorySegment> function = Linker.nativeLinker().defaultLookup().find("strerrorname_np");
        String machine = System.getProperty("os.arch");
        assumeTrue(function.isPresent() && (machine.equals("amd64") || machine.equals("aarch64")),
                "needs glibc 2.32 or newer on a machine with the usual numbers");
        MethodHandle name = Linker.nativeLinker().downcallHandle(function.get(),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        for (int number = 1; number <= 134; number++) {
            MemorySegment text = (MemorySegment) name.invokeExact(number);
            assertEquals(text.address() == 0 ? Optional.empty() : Optional.of(text.reinterpret(64).getString(0)),
                    Errno.of(number).map(Errno::name), "number " + number);
        }
    }

    @Test
    void whatHasNoNameIsANumber() {
        assertEquals("0", Errno.shown(0));
        assertEquals("0", Errno.explained(0));
        assertEquals("61", Errno.shown(61));
        assertEquals("-4000", Errno.shown(-4000));
        assertEquals("-4000", Errno.explained(-4000));
        assertEquals("-2147483648", Errno.explained(Integer.MIN_VALUE));
        assertEquals("errno 41", Errno.name(41));
    }

    @ParameterizedTest
    @CsvSource({"-17, -17", "-1, -1", "-4095, -4095", "-4096,", "0,", "17,", "4294967279, -17", "4294967295, -1",
        "4294963201, -4095", "4294963200,", "8589934575,", "-4294967313,", "9223372036854775807,",
        "-9223372036854775808,"})
    void registersThatHoldAnError(long register, Integer result) {
        assertEquals(result == null ? OptionalInt.empty() : OptionalInt.of(result), Errno.in(register));
    }
}

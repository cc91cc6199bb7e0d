package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How numbers read in the window. */
class TextTest {
    @ParameterizedTest
    @CsvSource({"-17, -17 (-EEXIST)", "4294967279, -17 (-EEXIST)", "-524, -524 (-ENOTSUPP)", "-1, -1 (-EPERM)",
        "-4095, -4095", "-4097, 0xffffffffffffefff", "0, 0", "17, 0x11 (17)", "4294963199, 0xffffefff"})
    void aRegisterNamesTheErrorThatItMostOftenIs(long value, String shown) {
        assertEquals(shown, Text.register(value));
    }
}

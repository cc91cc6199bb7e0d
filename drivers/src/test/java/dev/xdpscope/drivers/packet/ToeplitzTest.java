package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xdpscope.engine.problem.ProblemException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToeplitzTest {

    /** Microsoft, "Verifying the RSS Hash Calculation": source, destination, hash of addresses, hash with TCP ports. */
    @ParameterizedTest
    @CsvSource({
        "66.9.149.187,2794,161.142.100.80,1766,323e8fc2,51ccc178",
        "199.92.111.2,14230,65.69.140.83,4739,d718262a,c626b0ea",
        "24.19.198.95,12898,12.22.207.184,38024,d2d0a5de,5c2b394a",
        "38.27.205.30,48228,209.142.163.6,2217,82989176,afc7327f",
        "153.39.163.191,44251,202.188.127.2,1303,5d1809c5,10e828a2",
        "3ffe:2501:200:1fff::7,2794,3ffe:2501:200:3::1,1766,2cc18cd5,40207d3d",
        "3ffe:501:8::260:97ff:fe40:efab,14230,ff02::1,4739,0f0c461c,dde51bbf",
        "3ffe:1900:4545:3:200:f8ff:fe21:67cf,44251,fe80::200:f8ff:fe21:67cf,38024,4b61e985,02d1feef"
    })
    void publishedVectors(String source, int sourcePort, String destination, int destinationPort, String two,
            String four) throws Exception {
        byte[] s = InetAddress.getByName(source).getAddress();
        byte[] d = InetAddress.getByName(destination).getAddress();
        byte[] addresses = ByteBuffer.allocate(2 * s.length).put(s).put(d).array();
        byte[] ports = ByteBuffer.allocate(2 * s.length + 4).put(addresses).putShort((short) sourcePort)
                .putShort((short) destinationPort).array();
        assertEquals(Integer.parseUnsignedInt(two, 16), Toeplitz.standard().hash(addresses));
        assertEquals(Integer.parseUnsignedInt(four, 16), Toeplitz.standard().hash(ports));
    }

    /** The hash is linear over exclusive-or, in the input and in the key. */
    @Test
    void linear() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            byte[] key = bytes(random, 40 + random.nextInt(13));
            byte[] otherKey = bytes(random, key.length);
            byte[] a = bytes(random, random.nextInt(key.length - 3));
            byte[] b = bytes(random, a.length);
            Toeplitz t = Toeplitz.withKey(key);
            assertEquals(t.hash(a) ^ t.hash(b), t.hash(xor(a, b)));
            assertEquals(t.hash(a) ^ Toeplitz.withKey(otherKey).hash(a), Toeplitz.withKey(xor(key, otherKey)).hash(a));
        }
        assertEquals(0, Toeplitz.standard().hash(new byte[36]));
    }

    /** One bit of input chooses the 32 bits of the key that begin at its position. */
    @Test
    void oneBitIsAWindowOfTheKey() {
        byte[] key = Toeplitz.standardKey();
        java.math.BigInteger number = new java.math.BigInteger(1, key);
        for (int bit = 0; bit < 288; bit++) {
            byte[] input = new byte[36];
            input[bit / 8] = (byte) (0x80 >> bit % 8);
            assertEquals(number.shiftRight(320 - 32 - bit).intValue(), Toeplitz.standard().hash(input));
        }
    }

    @Test
    void shortKeysAndLongInputsAreRefused() {
        assertThrows(ProblemException.class, () -> Toeplitz.withKey(new byte[39]));
        assertThrows(ProblemException.class, () -> Toeplitz.standard().hash(new byte[37]));
        assertEquals(48, Toeplitz.withKey(new byte[52]).maxInput());
    }

    private static byte[] bytes(Random random, int n) {
        byte[] b = new byte[n];
        random.nextBytes(b);
        return b;
    }

    private static byte[] xor(byte[] a, byte[] b) {
        byte[] c = a.clone();
        for (int i = 0; i < c.length; i++) {
            c[i] ^= b[i];
        }
        return c;
    }
}

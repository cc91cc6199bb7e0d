package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.engine.problem.ProblemException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a coordinate. */
final class CoordinateConverter implements ITypeConverter<Coordinate> {
    @Override
    public Coordinate convert(String text) {
        try {
            return Coordinate.parse(text);
        } catch (ProblemException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}

/**
 * JSON files that people write: read strictly, with every mistake told by file, JSON pointer and remedy. A value carries its
 * place along, so that whoever finds it wrong can say where it is.
 */
package dev.xdpscope.drivers.json;

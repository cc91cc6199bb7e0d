/**
 * JSON files that people write: read strictly into records, with every mistake told by file, JSON pointer or line, and remedy.
 */
package dev.xdpscope.drivers.json;

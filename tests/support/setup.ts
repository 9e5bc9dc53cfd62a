import 'reflect-metadata';

// The processes that tests start then write their coverage there, whatever environment they get. For the tests themselves vitest counts.
if (process.env.ALLEGIANCE_COVERAGE) process.env.NODE_V8_COVERAGE = process.env.ALLEGIANCE_COVERAGE;

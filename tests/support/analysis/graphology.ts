import louvainModule from 'graphology-communities-louvain';
import betweennessModule from 'graphology-metrics/centrality/betweenness.js';
import pagerankModule from 'graphology-metrics/centrality/pagerank.js';

/** The modules are CommonJS and export the function itself, while their types declare it as the property `default`. */
const itself = <T>(module: { readonly default: T }) => module as unknown as T;

export const betweennessCentrality = itself(betweennessModule);
export const pagerank = itself(pagerankModule);
export const louvain = itself(louvainModule);

import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { causeMatter, guideMatter, pageMatter, questionMatter, stepMatter } from '../content/front-matter.ts';

const mdx = (folder: string) => glob({ pattern: '**/*.mdx', base: `./content/en/${folder}` });

export const collections = {
  guides: defineCollection({ loader: mdx('guides'), schema: guideMatter }),
  causes: defineCollection({ loader: mdx('causes'), schema: causeMatter }),
  steps: defineCollection({ loader: mdx('steps'), schema: stepMatter }),
  questions: defineCollection({ loader: mdx('questions'), schema: questionMatter }),
  pages: defineCollection({ loader: mdx('pages'), schema: pageMatter }),
};
